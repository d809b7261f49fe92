import type { WindowDriver } from '../../support/window-driver.ts';
import type { Desk, Stage } from '../stage.ts';
import { demand, enterAs, goToTask, leave, requireNote, showScreen } from './moves.ts';

const newcomer = { name: '高文博', loginName: 'gao.wb', idNumber: '11010519491231002X', unit: '市教育局', password: 'Beichen-2026-wenbo' } as const;
const newMachine = '教育局-03';
const secret = { selector: '[data-testid="one-time-secret"]' } as const;

let newDesk: Desk | undefined;

export async function proposeAnAccount(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await leave(window);
  await enterAs(window, stage.account('system-administrator'));
  await showScreen(window, '30-todo-empty');
  await goToTask(window, '终端');
  await window.click({ role: 'button', name: '生成入网码' });
  await chooseUnit(window, '.ant-modal', newcomer.unit);
  await window.click({ selector: '.ant-modal-footer button', text: '生成' });
  stage.notes.set('enrolmentCode', await window.textOf(secret));
  await showScreen(window, '31-enrolment-code');
  await window.click({ role: 'button', name: '已抄好，关闭' });
  await window.waitGone(secret);
  await goToTask(window, '账号');
  await window.waitFor({ selector: 'tbody tr' });
  await showScreen(window, '32-accounts');
  await window.click({ role: 'button', name: '新建账号' });
  await window.fill('姓名', newcomer.name);
  await window.fill('用户名', newcomer.loginName);
  await chooseUnit(window, '.ant-drawer', newcomer.unit);
  await window.fill('身份证号', newcomer.idNumber);
  await window.fill('理由', '新调入，负责查档');
  await showScreen(window, '33-new-account');
  await window.press('Control+Enter');
  await window.waitFor({ text: `已提出新建账号 ${newcomer.name}` });
  await goToTask(window, '待办');
  await window.click({ role: 'tab', name: '我提出的' });
  await window.waitFor({ role: 'button', name: '撤回' });
  await showScreen(window, '34-proposed');
}

export async function askToBeLetIn(stage: Stage): Promise<void> {
  newDesk = await stage.openNewDesk();
  const { window } = newDesk;
  await window.waitFor({ label: '入网码' });
  await showScreen(window, '35-enrolment');
  await window.fill('入网码', requireNote(stage, 'enrolmentCode').toLowerCase());
  await window.fill('终端名称', newMachine);
  await window.press('Enter');
  await window.waitFor({ text: '等待批准入网' });
  await showScreen(window, '36-enrolment-waiting');
}

/** Every entry opens in place; what is done makes room for the next. */
export async function beginTheDay(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await leave(window);
  await enterAs(window, stage.account('security-officer'));
  await window.waitFor({ text: `终端 ${newMachine} 申请入网` });
  await showScreen(window, '37-todo');
  await copyFingerprint(requireNewDesk().window, window);
  await showScreen(window, '38-fingerprint-agrees');
  await window.press('Control+Enter');
  await window.waitFor({ text: `终端 ${newMachine} 已批准` });
  await requireNewDesk().window.waitFor({ label: '用户名' });

  await window.click({ selector: '[data-choice]', text: '新建账号' });
  await window.waitFor({ selector: 'table', text: newcomer.loginName });
  await showScreen(window, '39-four-eyes');
  await window.press('Control+Enter');
  const oneTimePassword = await window.textOf(secret);
  stage.notes.set('oneTimePassword', oneTimePassword);
  await showScreen(window, '40-one-time-password');
  await window.click({ role: 'button', name: '已抄好，关闭' });
  await window.waitGone(secret);
  demand(!(await window.evaluate(() => document.documentElement.outerHTML)).includes(oneTimePassword), 'the one-time password to be gone from the window');

  await window.click({ selector: '[data-choice]', text: `给 ${newcomer.name} 授权` });
  await window.click({ selector: 'label', text: '查档人' });
  await window.fill('理由', '负责本单位查档');
  await showScreen(window, '41-rights');
  await window.press('Control+Enter');
  await window.waitFor({ text: `${newcomer.name} 的权限已改好` });
  await showScreen(window, '42-rights-given');
}

export async function confirmThePolicy(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ selector: '[data-choice]', text: '访问策略还没有确认' });
  await window.waitFor({ label: '口令最短长度' });
  await window.fill('口令最短长度', '12');
  await window.fill('口令有效期', '60');
  await window.press('Tab');
  await window.waitFor({ selector: '[data-field="password.maxAgeDays"] [data-direction="looser"]' });
  await showScreen(window, '43-policy');
  await window.click({ role: 'button', name: '恢复原值' });
  await window.fill('口令最短长度', '12');
  await window.press('Control+Enter');
  await window.click({ role: 'button', name: '投入使用前确认' });
  await showScreen(window, '44-policy-changes');
  await window.click({ selector: '.ant-modal-footer button', text: '提交修改' });
  await window.waitFor({ text: '策略已生效' });
  await goToTask(window, '账号健康');
  await window.waitFor({ text: '各单位得分' });
  await showScreen(window, '45-account-health');
}

export async function beginWork(stage: Stage): Promise<void> {
  const { window } = requireNewDesk();
  await window.fill('用户名', newcomer.loginName);
  await window.fill('口令', requireNote(stage, 'oneTimePassword'));
  await window.press('Enter');
  await window.waitFor({ label: '一次性口令' });
  await window.fill('一次性口令', requireNote(stage, 'oneTimePassword'));
  await window.fill('新口令', newcomer.password);
  await window.fill('再输一次新口令', newcomer.password);
  await window.press('Enter');
  await window.waitFor({ selector: 'nav button', text: '查阅申请' });
  await showScreen(window, '46-first-sign-in');
}

/** The groups that the officer's screen leaves open, read from the screen of the machine that asks. */
async function copyFingerprint(from: WindowDriver, to: WindowDriver): Promise<void> {
  const shown = (await from.textsOf({ selector: 'ol[aria-label="本机指纹"] li' })).map(text => text.replace(/\s/g, '').slice(-4));
  demand(shown.length === 16, `sixteen groups on the machine's screen, not ${shown.join(' ')}`);
  const open = await to.evaluate(() => [...document.querySelectorAll('ol[aria-label="终端指纹"] li')].flatMap((item, index) => (item.querySelector('input') ? [index] : [])));
  demand(open.length === 3, `three open groups, not ${String(open.length)}`);
  for (const index of open) await to.fill(`第 ${String(index + 1)} 组`, shown[index] ?? '');
  await to.waitFor({ text: '三组全部一致' });
}

async function chooseUnit(window: WindowDriver, within: string, name: string): Promise<void> {
  await window.click({ selector: `${within} .ant-select` });
  await window.click({ selector: '.ant-select-tree-node-content-wrapper', text: name });
}

function requireNewDesk(): Desk {
  if (!newDesk) throw new Error('an earlier step should have opened the new machine');
  return newDesk;
}
