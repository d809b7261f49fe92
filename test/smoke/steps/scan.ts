import type { WindowDriver } from '../../support/window-driver.ts';
import type { Stage } from '../stage.ts';
import { demand, requireNote, showScreen, waitForPictures } from './moves.ts';

/** The feeder of SANE's test device holds ten sheets. */
const sheets = 10;
const strip = { selector: '[aria-label="已扫描的页"] img' };

export async function scanAStack(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click({ role: 'button', name: '扫描新材料' });
  await window.waitFor({ text: '放好纸张，按“扫描”' });
  await window.waitFor({ selector: '.ant-select', text: 'frontend-tester' });
  await showScreen(window, '10-scanning-empty');
  await window.press('F9');
  await window.waitFor({ text: `扫完了，收到 ${String(sheets)} 页` }, { timeoutMs: 60_000 });
  demand((await window.count(strip)) > 0, 'pictures of the scanned pages');
  await waitForPictures(window, 2);
  await showScreen(window, '11-scanned');
}

/** Turn, move, delete two and bring one back: nine pages are left. */
export async function workOnThePages(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.click(strip);
  await window.press('r');
  await window.press('Alt+ArrowDown');
  for (const [keys, removed] of [['Delete', 1], ['Delete', 2], ['Control+z', 1]] as const) {
    await window.press(keys);
    await window.waitFor({ text: `已删 ${String(removed)} 页` });
  }
  await window.waitFor({ text: `共 ${String(sheets - 1)} 页` });
}

/** The obstacle names both numbers before the data centre has to refuse. */
export async function refuseAWrongPageCount(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await fillRow(window, String(sheets));
  await window.waitFor({ text: `目录 ${String(sheets)} 页，图像 ${String(sheets - 1)} 页` });
  await showScreen(window, '12-pages-differ');
}

export async function fileTheMaterial(stage: Stage): Promise<void> {
  const { window } = stage.archiveDesk;
  await window.fill('页数', String(sheets - 1));
  await window.waitFor({ text: '可以归档。' });
  await window.press('Control+Enter');
  await window.waitFor({ text: '已归档' }, { timeoutMs: 90_000 });
  await showScreen(window, '13-filed');
  demand(requireNote(stage, 'person') !== '', 'a person');
}

async function fillRow(window: WindowDriver, pageCount: string): Promise<void> {
  await window.click({ label: '类号' });
  await window.type('92');
  await window.press('Enter');
  await window.fill('材料名称', '干部任免审批表');
  await window.fill('形成时间', '2024.3');
  await window.fill('页数', pageCount);
  await window.press('Tab');
}
