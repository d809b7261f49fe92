import type { Stage } from '../stage.ts';
import { demand, goToTask, requireNote, showScreen, waitForPictures } from './moves.ts';

export async function readWhatWasGranted(stage: Stage): Promise<void> {
  const { window } = stage.officerDesk;
  await goToTask(window, '我的申请');
  await window.waitFor({ text: requireNote(stage, 'requestNumber') });
  await showScreen(window, '18-my-requests');
  await window.click({ role: 'button', name: '开始查阅' });
  await waitForPictures(window, 1);
  await window.waitFor({ text: '剩余' });
  await window.waitFor({ selector: '[role=option]:first-child canvas' });
  await showScreen(window, '19-reading');
  const classes = await window.textsOf({ selector: '[data-material]' });
  demand(classes.length > 0, 'granted materials in the list');
  demand(classes.every(text => !/^(3|8)-/.test(text)), 'no material outside the classes applied for');
  await window.press('ArrowRight');
  await waitForPictures(window, 1);
}
