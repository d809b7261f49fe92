import type { Stage } from '../stage.ts';
import { demand, goToTask, requireNote, showScreen } from './moves.ts';

/** Purpose, person, send: with the task itself four clicks, the rest is filled in. */
export async function applyInFourClicks(stage: Stage): Promise<void> {
  const { window } = stage.officerDesk;
  await goToTask(window, '查阅申请');
  await window.click({ selector: '[data-purpose="retirement"]' });
  await window.click({ label: '查阅对象' });
  await window.type(requireNote(stage, 'archiveNumber'));
  await window.click({ selector: '.ant-select-item-option', text: requireNote(stage, 'person') });
  await window.waitFor({ text: '可以提交。' });
  await showScreen(window, '14-apply');
  await window.click({ role: 'button', name: '提交申请' });
  await window.waitFor({ text: '申请已提交' });
  await showScreen(window, '15-applied');
  const number = /\d{8}-\d{4}/.exec(await window.describePage())?.[0] ?? '';
  demand(number !== '', 'a request number on the screen');
  stage.notes.set('requestNumber', number);
}
