import type { Stage } from '../stage.ts';
import { enterAs, showScreen } from './moves.ts';

export async function signInAsArchivist(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  const archivist = stage.account('archivist', '市委组织部');
  await window.waitFor({ selector: `[data-login="${archivist.loginName}"]` });
  await showScreen(window, '01-sign-in');
  await window.fill('用户名', archivist.loginName);
  await window.fill('口令', 'wrong-password-1');
  await window.press('Enter');
  await window.waitFor({ text: '用户名或口令不对' });
  await showScreen(window, '02-sign-in-refused');
  await enterAs(window, archivist);
}

export async function lockAndUnlock(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ role: 'button', name: '锁定屏幕' });
  await window.waitFor({ text: '屏幕已锁定' });
  await showScreen(window, '03-locked');
  await window.fill('口令', stage.account('archivist', '市委组织部').password);
  await window.press('Enter');
  await window.waitGone({ text: '屏幕已锁定' });
}

export async function signInAsReader(stage: Stage): Promise<void> {
  await enterAs(stage.officerDesk.window, stage.account('reader', '人力资源'));
}
