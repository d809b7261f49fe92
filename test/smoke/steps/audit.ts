import type { Stage } from '../stage.ts';
import { demand, enterAs, goToTask, leave, requireNote, showScreen } from './moves.ts';

/** What the steps before have done, in the auditor's words. */
const expectedActs = ['登录', '归档材料', '建立接收批次', '自动检查数字档案包', '批次入库或退回', '档案包入库', '退回档案包', '提交查阅申请', '同意申请并授权', '收回授权'];
/** A run leaves three; many more would be a log that fills by itself. */
const mostPages = 30;
const acts = { selector: 'tbody td:nth-child(5)' };

export async function readTheLog(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await leave(window);
  await enterAs(window, stage.account('auditor'));
  await goToTask(window, '审计日志');
  await window.waitFor({ selector: 'tbody tr' });
  await showScreen(window, '24-audit');
  const seen = new Set(await window.textsOf(acts));
  const pages = Number(await window.evaluate(() => /第 1 \/ (\d+) 页/.exec(document.body.textContent)?.[1]));
  demand(pages >= 1, 'the number of pages below the log');
  for (let page = 2; page <= Math.min(pages, mostPages); page += 1) {
    const first = await window.textOf({ selector: 'tbody tr' });
    await window.click({ role: 'button', name: '下一页' });
    await window.waitUntil(before => ![before, undefined].includes(document.querySelector('tbody tr')?.textContent), first);
    for (const act of await window.textsOf(acts)) seen.add(act);
  }
  for (const act of expectedActs) demand(seen.has(act), `an audit row “${act}” among ${[...seen].join('、')}`);
  await window.fill({ selector: 'input[type="search"], input[id*="search"]' }, requireNote(stage, 'requestNumber'));
  // Everything about the request: its own acts, and the copies that were made under it.
  await window.waitUntil(() => document.querySelectorAll('tbody tr').length > 0 && [...document.querySelectorAll('tbody tr')].every(row => !row.textContent.includes('登录')));
  const found = await window.textsOf(acts);
  for (const act of ['提交查阅申请', '同意申请并授权', '登记打印', '收回授权']) demand(found.includes(act), `“${act}” among what was found for the request: ${found.join('、')}`);
}

/** Who read under this request, what is unusual, the report of a week, and the proof: the auditor stays signed in. */
export async function accountForTheReading(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await goToTask(window, '谁看过谁');
  await showScreen(window, '25-who-saw-whom-empty');
  await window.click({ selector: 'label', text: '按申请单号' });
  await window.fill('申请单号（完整）', requireNote(stage, 'requestNumber'));
  await window.press('Enter');
  await window.waitFor({ selector: 'tbody tr', text: stage.account('reader', '人力资源').displayName });
  await showScreen(window, '26-who-saw-whom');
  await goToTask(window, '异常');
  await window.waitFor({ role: 'button', name: '修改规则' });
  await showScreen(window, '27-unusual');
  await goToTask(window, '审计报表');
  await window.click({ role: 'button', name: '生成报表' });
  await window.waitFor({ text: '概况' });
  await showScreen(window, '28-report');
  await goToTask(window, '日志存证');
  await window.waitFor({ text: '存储空间' });
  await showScreen(window, '29-proof');
}
