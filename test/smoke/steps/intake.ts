import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeDelivery } from '../../../src-server/features/demo/index.ts';
import type { WindowDriver } from '../../support/window-driver.ts';
import type { Stage } from '../stage.ts';
import { demand, goToTask, requireNote, showScreen, waitForPictures } from './moves.ts';

const patient = { timeoutMs: 180_000 };
/** Of the city that the data centre shows, so that its people are in the roster. */
const delivery = { seed: 2026, volumes: 2, spoilEvery: 2 };
const dialog = '[role=dialog]';

/** A medium, its hand-over before a witness, and the batch that is read from it: one form after the other. */
export async function beginABatch(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await goToTask(window, '接收');
  await window.waitFor({ text: '还没有接收过档案' });
  await showScreen(window, '40-no-batches');
  await window.press('n');
  await window.fill('供应单位', '北京航星档案数字化有限公司');
  await window.click({ role: 'button', name: '登记新介质' });
  await window.fill('介质编号', 'JZ-2026-001');
  await window.choose('类型', '硬盘');
  await window.fill('内容', '市直机关处级干部档案');
  await window.fill('用途', '数字化成果移交');
  await window.fill('审批号', '包组干档〔2026〕17号');
  await window.press('Control+Enter');
  await window.fill('移交人', '周工');
  await window.fill('接收人', '李档案');
  await window.fill('监交人', '赵明');
  await window.fill('交接地点', '档案馆 212 室');
  await showScreen(window, '41-hand-over');
  await window.press('Control+Enter');
  await window.fill('审批号', '包组干档〔2026〕17号');
  await showScreen(window, '42-new-batch');
  await window.press('Control+Enter');
  await window.waitFor({ text: '还没有档案包' });
  await showScreen(window, '43-batch-desk');
}

/** Two volumes of the supplier, the second with a page left out, are sent from their folder and checked. */
export async function sendADelivery(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  const medium = mkdtempSync(join(tmpdir(), 'danglian-medium-'));
  try {
    await writeDelivery(medium, delivery, ({ person, fault }) => { stage.notes.set(fault === null ? 'delivered' : 'spoilt', person.name); });
    await window.press('o');
    await browseTo(window, medium);
    await showScreen(window, '44-folders');
    await window.click({ role: 'button', name: '选定这个文件夹' });
    await window.waitFor({ role: 'button', name: '传送 2 件' }, patient);
    await showScreen(window, '45-found');
    await window.click({ role: 'button', name: '传送 2 件' });
    await window.waitFor({ text: '已检查 0 / 2' }, patient);
    await showScreen(window, '46-checking');
    await window.waitFor({ text: '检查完毕，共 2 件' }, patient);
    await showScreen(window, '47-checked');
  } finally {
    rmSync(medium, { recursive: true, force: true });
  }
}

/** The report names class, sequence and page; its sheet is what the supplier works from. */
export async function readTheReport(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ selector: 'table[aria-label="档案包"] tbody tr', text: requireNote(stage, 'spoilt') });
  await window.waitFor({ selector: '[data-finding]' });
  await window.press('j');
  await window.click({ role: 'button', name: 'PDF' });
  await window.waitFor({ text: '已存：' }, patient);
  await waitForPictures(window, 1);
  await showScreen(window, '48-report');
  await window.click({ role: 'tab', name: '目录与图像' });
  await showScreen(window, '49-delivered-catalogue');
  await window.press('Escape');
  await window.waitFor({ role: 'button', name: '结束交付' });
}

/** The end of the delivery draws the sample; each of its pages is judged by two keys. */
export async function judgeTheSample(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ role: 'button', name: '结束交付' });
  await window.waitFor({ role: 'button', name: '结束，抽取样本' });
  await showScreen(window, '50-end-of-delivery');
  await window.click({ role: 'button', name: '结束，抽取样本' });
  await window.click({ role: 'button', name: '开始抽检' }, patient);
  await waitForPictures(window, 1);
  await showScreen(window, '51-sample');
  const drawn = Number(/第 1 \/ (\d+) 页/.exec(await window.describePage())?.[1]);
  demand(drawn > 0, 'drawn pages');
  for (let judged = 1; judged <= drawn; judged += 1) {
    await window.press('j');
    await window.press('k');
    await window.waitFor({ text: judged === drawn ? '全部判断完了' : `已判断 ${String(judged)} 页` });
  }
  await showScreen(window, '52-judged');
  await window.click({ role: 'button', name: '回批次裁定' });
}

/** What is clean goes into its volume, the rest goes back, and the account balances. */
export async function acceptTheBatch(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.waitFor({ role: 'button', name: '入库' });
  await showScreen(window, '53-verdict');
  await window.click({ role: 'button', name: '入库' });
  await window.click({ selector: `${dialog} button`, text: '抽检合格，同意入库' });
  await showScreen(window, '54-accept');
  await window.click({ selector: `${dialog} .ant-btn-primary` });
  await proveIdentityIfAsked(stage);
  await window.waitFor({ text: '送来 2 ＝ 入库 1 ＋ 退回 1 ＋ 撤回 0' }, patient);
  await window.waitUntil(() => document.querySelectorAll('table[aria-label="档案包"] tbody tr').length === 2 && !document.body.textContent.includes('入库中'));
  await showScreen(window, '55-accepted');
  demand(!(await window.exists({ text: '收支不平' })), 'an account that balances');
}

/** The volume that came in is read like any other. */
export async function openWhatCameIn(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  const name = requireNote(stage, 'delivered');
  await goToTask(window, '名册');
  await window.choose('有无档案', '有档案');
  await window.fill('查找人员', name);
  await window.waitUntil(wanted => document.querySelector('tbody tr')?.textContent.includes(wanted), name);
  await window.click({ selector: 'tbody tr', text: name });
  await window.press('Enter');
  await window.click({ role: 'button', name: '打开档案' });
  await window.waitFor({ selector: 'table[aria-label="目录"] tbody tr' });
  await showScreen(window, '56-volume-from-delivery');
  await window.click({ selector: 'table[aria-label="目录"] tbody tr' });
  await window.press('Enter');
  await waitForPictures(window, 1);
  await showScreen(window, '57-page-from-delivery');
}

/** The register of media has the hand-over, for the day when the carrier goes back. */
export async function lookAtTheMedia(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await goToTask(window, '介质登记');
  await window.waitFor({ text: 'JZ-2026-001' });
  await showScreen(window, '58-media');
}

/** Before an act that cannot be taken back the password is asked for once more, unless it was given a moment ago. */
async function proveIdentityIfAsked({ archiveDesk: { window }, account }: Stage): Promise<void> {
  await window.waitUntil(() => document.querySelector('[role=dialog] input[type=password]') !== null || document.querySelector('[role=dialog]') === null);
  if (!(await window.exists({ selector: `${dialog} input[type=password]` }))) return;
  await window.fill({ selector: `${dialog} input[type=password]` }, account('archivist', '市委组织部').password);
  await window.press('Enter');
}

async function browseTo(window: WindowDriver, path: string): Promise<void> {
  await window.click({ selector: `${dialog} nav button`, text: '本机' });
  const up = { role: 'button', name: '上一级' } as const;
  await window.waitFor(up);
  while ((await window.textOf({ selector: `${dialog} section span[title]` })) !== '/') await window.click(up);
  for (const folder of path.split('/').filter(Boolean)) {
    await window.waitUntil(name => {
      const entry = [...document.querySelectorAll('[role=dialog] li button')].find(button => button.textContent === name);
      entry?.scrollIntoView({ block: 'center' });
      return entry !== undefined;
    }, folder);
    await window.click({ selector: `${dialog} li button`, text: folder });
    await window.waitFor({ selector: `${dialog} section span[title$="/${folder}"]` });
  }
  demand((await window.textOf({ selector: `${dialog} section span[title]` })).endsWith(basename(path)), 'the folder of the medium');
}
