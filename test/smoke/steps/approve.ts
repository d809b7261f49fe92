import type { Stage } from '../stage.ts';
import { demand, enterAs, goToTask, leave, requireNote, showScreen } from './moves.ts';

/** Picks the request, agrees; printing is allowed for all by a third click, because the officer asked to print nothing by default. */
export async function approveInTwoClicks(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await leave(window);
  await enterAs(window, stage.account('approver', '市委组织部'));
  await goToTask(window, '审批');
  await window.click({ selector: `[data-request="${requireNote(stage, 'requestNumber')}"]` });
  await window.click({ role: 'button', name: '全部允许打印' });
  await showScreen(window, '16-inbox');
  await window.click({ role: 'button', name: '同意' });
  await window.waitFor({ text: `已同意申请 ${requireNote(stage, 'requestNumber')}` });
  await showScreen(window, '17-approved');
}

/** The officer still reads while the approver takes the grant back. */
export async function withdrawWhileReading(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ role: 'tab', name: '已处理' });
  await window.click({ selector: `[data-request="${requireNote(stage, 'requestNumber')}"]` });
  await window.click({ role: 'button', name: '收回授权' });
  await window.fill({ selector: '[role="dialog"] textarea' }, '材料有误，另行通知');
  await showScreen(window, '22-withdraw');
  await window.click({ selector: '[role="dialog"] .ant-modal-footer button', text: '收回授权' });
  const asked = performance.now();
  await stage.officerDesk.window.waitFor({ text: '审批人已收回授权' });
  demand(performance.now() - asked < 5000, 'the pages to be gone within five seconds');
  demand((await stage.officerDesk.window.count({ selector: '[data-viewer-stage] canvas' })) === 0, 'no page picture left in the window');
  await showScreen(stage.officerDesk.window, '23-withdrawn');
}
