import type { Stage } from '../stage.ts';
import { showScreen, waitForPictures } from './moves.ts';

export async function openTheVolume(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ selector: 'tbody tr' });
  await window.press('Enter');
  await window.waitFor({ role: 'button', name: '打开档案' });
  await showScreen(window, '06-person');
  await window.click({ role: 'button', name: '打开档案' });
  await window.waitFor({ selector: 'table[aria-label="目录"] tbody tr' });
  await showScreen(window, '07-volume');
  await window.click({ selector: 'table[aria-label="目录"] tbody tr' });
  await window.press('Enter');
  await waitForPictures(window, 1);
  await window.waitFor({ selector: '[role=option]:first-child canvas' });
  await showScreen(window, '08-volume-page');
  for (const key of ['ArrowRight', 'ArrowLeft', 'd']) {
    await window.press(key);
    await waitForPictures(window, 1);
  }
  await showScreen(window, '09-two-pages');
  await window.press('d');
  await window.press('+');
  await waitForPictures(window, 1);
  await window.press('0');
  await window.press('Escape');
  await window.waitFor({ role: 'button', name: '扫描新材料' });
}
