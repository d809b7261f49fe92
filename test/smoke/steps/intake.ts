import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { drawPage } from '../../support/fake-intake/page-picture.ts';
import type { WindowDriver } from '../../support/window-driver.ts';
import type { Stage } from '../stage.ts';
import { demand, goToTask, showScreen } from './moves.ts';

const patient = { timeoutMs: 120_000 };
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

/** A supplier's package with a page left out is sent from a folder, checked, and found faulty with the place in words. */
export async function deliverAFaultyPackage(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  const medium = mkdtempSync(join(tmpdir(), 'danglian-medium-'));
  try {
    await writeFaultyPackage(medium);
    await window.press('o');
    await browseTo(window, medium);
    await showScreen(window, '44-folders');
    await window.click({ role: 'button', name: '选定这个文件夹' });
    await window.waitFor({ role: 'button', name: '传送 1 件' }, patient);
    await showScreen(window, '45-found');
    await window.click({ role: 'button', name: '传送 1 件' });
    await window.waitFor({ selector: '[data-verdict=defective]' }, patient);
    await showScreen(window, '46-checked');
  } finally {
    rmSync(medium, { recursive: true, force: true });
  }
}

/** The report names class, sequence and page; its sheet is what the supplier works from. */
export async function readTheReport(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ selector: 'table[aria-label="档案包"] tbody tr' });
  await window.waitFor({ selector: '[data-finding]' });
  await window.waitFor({ text: '缺第 2 页' });
  await showScreen(window, '47-report');
  await window.press('j');
  await window.click({ role: 'button', name: 'PDF' });
  await window.waitFor({ text: '已存：' }, patient);
  await window.click({ role: 'tab', name: '目录与图像' });
  await showScreen(window, '48-delivered-catalogue');
  await window.press('Escape');
  await window.waitFor({ role: 'button', name: '结束交付' });
}

/** Nothing of it is fit to be accepted: the batch goes back as a whole, and the account balances. */
export async function returnTheBatch(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ role: 'button', name: '结束交付' });
  await window.click({ role: 'button', name: '结束，抽取样本' });
  await window.waitFor({ role: 'button', name: '全部退回' }, patient);
  await showScreen(window, '49-verdict');
  await window.click({ role: 'button', name: '全部退回' });
  await window.click({ selector: `${dialog} button`, text: '目录与图像不对应' });
  await showScreen(window, '50-return');
  await window.click({ selector: `${dialog} .ant-btn-primary` });
  await proveIdentityIfAsked(stage);
  await window.waitFor({ text: '送来 1 ＝ 入库 0 ＋ 退回 1 ＋ 撤回 0' }, patient);
  await showScreen(window, '51-returned');
  demand(!(await window.exists({ text: '收支不平' })), 'an account that balances');
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

/** Class folders with pages, of which the second of the first material is missing. */
async function writeFaultyPackage(folder: string): Promise<void> {
  const inside = join(folder, '张测试_150202196503120015', '1.履历材料');
  mkdirSync(inside, { recursive: true });
  for (const [index, name] of ['0101.jpg', '0103.jpg', '0201.jpg'].entries()) writeFileSync(join(inside, name), await drawPage(index + 1, 'full'));
}
