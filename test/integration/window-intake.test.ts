import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src-shared/domain/account.ts';
import { openFakeWindow, type FakeWindow } from '../support/fake-intake/fake-desktop.ts';
import { idOf } from '../support/fake-intake/invented-intake.ts';
import { standardMapping } from '../../src-server/features/intake/packages/index.ts';
import { buildWindow } from '../support/real-window.ts';

let built: Awaited<ReturnType<typeof buildWindow>>;
let fake: FakeWindow;

beforeAll(async () => {
  built = await buildWindow();
}, 180_000);
afterAll(async () => {
  await built.remove();
});
afterEach(async () => {
  await fake.close();
});

const open = async (...roles: readonly Role[]): Promise<FakeWindow['window']> => {
  fake = await openFakeWindow({ rendererDirectory: built.directory, roles });
  return fake.window;
};
const askedFor = (name: string): readonly unknown[] => fake.asked.filter(one => one.name === name).map(({ input }) => input);
/** Until the window has asked for it: what a key sets off is under way when the key is up. */
const untilAsked = async (name: string, times = 1): Promise<readonly unknown[]> => expect.poll(() => askedFor(name), { timeout: 10_000 }).toHaveLength(times).then(() => askedFor(name));
const openBatch = async (window: FakeWindow['window'], number = 'JS-2026-0006'): Promise<void> => {
  await window.click({ role: 'button', name: '接收' });
  await window.click({ text: number });
  await window.waitFor({ selector: 'aside' });
};
const looksRight = async (): Promise<void> => {
  expect(await fake.window.runAxe()).toEqual([]);
  expect(fake.window.consoleErrors()).toEqual([]);
};

test('a new batch without a medium asks why, and opens as soon as it is made', async () => {
  const window = await open('archivist');
  await window.click({ role: 'button', name: '接收' });
  await window.waitFor({ text: '送来 120 ＝ 入库 113 ＋ 退回 5 ＋ 撤回 2' });
  await looksRight();
  await window.press('n');
  await window.waitFor({ text: '还要填写：供应单位、介质、审批号' });
  await window.type('市委党校');
  await window.click({ selector: 'label', text: '没有介质' });
  await window.waitFor({ text: '还要填写：没有介质的原因、审批号' });
  await window.fill('没有介质的原因', '本单位内网移交');
  await window.fill('审批号', '17号');
  await looksRight();
  await window.press('Control+Enter');
  await window.waitFor({ text: '还没有档案包' });
  expect(askedFor('intake.createBatch')).toMatchObject([{ supplier: '市委党校', mediumId: null, note: '本单位内网移交', approvalNumber: '17号' }]);
  await looksRight();
});

test('what is dropped on the window is shown before it is sent, and only what stays ticked is sent', async () => {
  const window = await open('archivist');
  await openBatch(window);
  await window.waitFor({ text: '已检查 31 / 40' });
  await looksRight();
  fake.emit('files.dropped', { paths: ['/media/li/JZ-2026-001'] });
  await window.waitFor({ role: 'button', name: '传送 12 件' });
  await looksRight();
  await window.click({ selector: '[role=dialog] li:first-child .ant-checkbox-wrapper' });
  await window.click({ role: 'button', name: '传送 11 件' });
  await window.waitGone({ selector: '[role=dialog]' });
  expect(askedFor('deliveries.start')).toMatchObject([{ batchId: idOf(2, 6) }]);
  expect((askedFor('deliveries.start')[0] as { paths: unknown[] }).paths).toHaveLength(11); // `as`: parsed by the contract
  await window.waitFor({ text: '已送 0 / 16' });
});

test('what is on its way can be taken back one by one, and what failed is left to be tried again', async () => {
  const window = await open('archivist');
  await openBatch(window);
  for (const name of ['190_徐建国.zip', '191_孙淑珍', '192_胡文斌', '194_高立新.zip']) await window.click({ role: 'button', name: `取消 ${name}` });
  await window.waitFor({ text: '下面的没有送成' });
  await looksRight();
  await window.click({ role: 'button', name: '重试失败的' });
  await window.waitFor({ text: '正在开始传送' });
  expect(askedFor('deliveries.cancel')).toHaveLength(4);
});

test('folders of a medium are chosen without a file dialog', async () => {
  const window = await open('archivist');
  await openBatch(window);
  await window.press('o');
  await window.click({ selector: '[role=dialog] nav button' });
  await window.waitFor({ selector: '[role=dialog] li' });
  await looksRight();
  await window.click({ selector: '[role=dialog] li:nth-child(2) .ant-checkbox-wrapper' });
  await window.click({ role: 'button', name: '选定 1 项' });
  await window.waitFor({ role: 'button', name: '传送 12 件' });
  expect(askedFor('deliveries.find')).toHaveLength(1);
});

test('a report is walked by keys, and what blocks is let through only by a second person', async () => {
  const window = await open('archivist');
  await openBatch(window);
  await window.click({ selector: 'tbody tr:nth-child(3)' });
  await window.waitFor({ text: '4 处必须改正，另有 5 处要您确认' });
  await looksRight();
  await window.press('j');
  await window.press('s');
  await window.press('f');
  await window.waitFor({ text: '不合格的 1 处要由第二个人同意才放行。' });
  await looksRight();
  await window.type('原件如此');
  await window.click({ role: 'button', name: '申请放行' });
  await window.waitFor({ text: '已申请，等第二个人决定。' });
  expect(askedFor('intake.override')).toMatchObject([{ findingIds: [idOf(5, 2)], reason: '原件如此' }]);
  await window.click({ role: 'tab', name: '目录与图像' });
  await window.waitFor({ text: '少 1 页' });
  await looksRight();
  await window.click({ role: 'tab', name: '与上次交付比较' });
  await window.waitFor({ text: '上次有、这次没有的页：2 页' });
  await looksRight();
});

test('the second person sees who asks why and what the verdict becomes, and agrees', async () => {
  const window = await open('approver');
  await openBatch(window);
  await window.click({ selector: 'tbody tr:nth-child(3)' });
  await window.click({ role: 'button', name: '决定放行申请' });
  await window.waitFor({ text: '同一张志愿书的介绍人签字页，两人确实共用' });
  await window.waitFor({ text: '结论：不合格 → 不合格' });
  await looksRight();
  await window.click({ role: 'button', name: '同意放行' });
  await window.waitFor({ text: '已同意放行 1 处。' });
  expect(askedFor('intake.decideOverride')).toMatchObject([{ findingIds: [idOf(5, 4)], agrees: true }]);
});

test('a sample is judged with two keys a page, a bad one waits for Enter, and the last judgement can be changed', async () => {
  const window = await open('archivist');
  await openBatch(window, 'JS-2026-0005');
  await window.click({ role: 'button', name: '开始抽检' });
  await window.waitFor({ text: '第 1 / 24 页' });
  await looksRight();
  await window.press('?');
  await window.waitFor({ text: '改上一次的判断' });
  await window.press('Escape');
  await window.waitGone({ selector: '[role=dialog]' });
  await window.press('j');
  await window.press('k');
  await window.waitFor({ text: '第 2 / 24 页' });
  await window.press('j');
  await window.press('l');
  await window.press('Enter');
  await window.waitFor({ text: '第 3 / 24 页' });
  await window.press('u');
  // Taken back, not only shown again: the page is open until it is judged anew.
  await window.waitFor({ text: '第 2 / 24 页' });
  expect(await untilAsked('intake.unjudge')).toEqual([{ batchId: idOf(2, 5), itemId: idOf(9, 2) }]);
  expect(await window.exists({ text: '已判断：对应，不合格' })).toBe(false);
  await looksRight();
  await window.press('j');
  await window.press('k');
  await window.waitFor({ text: '第 3 / 24 页' });
  expect(await untilAsked('intake.judge', 3)).toMatchObject([
    { itemId: idOf(9, 1), isPlaceRight: true, isPictureGood: true },
    { itemId: idOf(9, 2), isPlaceRight: true, isPictureGood: false },
    { itemId: idOf(9, 2), isPlaceRight: true, isPictureGood: true },
  ]);
  for (let page = 3; page <= 24; page += 1) {
    await window.press('j');
    await window.press('k');
  }
  await window.waitFor({ text: '抽检合格' });
  await window.click({ role: 'button', name: '回批次裁定' });
  await window.waitFor({ role: 'button', name: '全部退回' });
});

test('approvers change the check rules with a reason; archivists can only read them', async () => {
  const window = await open('approver');
  await window.click({ role: 'button', name: '接收' });
  await window.click({ role: 'button', name: '检查规则' });
  await window.waitFor({ text: '第 3 版，赵明' });
  await window.choose('偏斜：查出后怎么办', '不合格');
  await window.waitFor({ text: '改了 1 处' });
  await looksRight();
  await window.click({ role: 'button', name: '保存为新版' });
  await window.waitFor({ selector: '[role=dialog] textarea' });
  await looksRight();
  await window.type('上级要求');
  await window.click({ selector: '[role=dialog] .ant-btn-primary' });
  await window.waitFor({ text: '第 4 版' });
  expect(askedFor('intake.setPolicy')).toMatchObject([{ version: 3, reason: '上级要求', policy: { severities: { G07: 'block' } } }]);
  await fake.close();
  const reading = await open('archivist');
  await reading.click({ role: 'button', name: '接收' });
  await reading.click({ role: 'button', name: '检查规则' });
  await reading.waitFor({ text: '由审批领导修改' });
  expect(await reading.exists({ role: 'button', name: '保存为新版' })).toBe(false);
  await looksRight();
});

test('approvers keep the XML fields of a supplier, tried on a sample first', async () => {
  const window = await open('approver');
  await window.click({ role: 'button', name: '接收' });
  await window.click({ role: 'button', name: '检查规则' });
  await window.click({ selector: '[data-tab=mappings]' });
  await window.waitFor({ text: '从标准字段开始改' });
  await looksRight();
  await window.fill('名称', '某数字化公司');
  await window.fill('样例 XML', '<数字档案><人员基本信息><姓名>王建国</姓名></人员基本信息><目录信息><材料><类号>3</类号><序号>1</序号><材料名称>年度考核登记表</材料名称></材料></目录信息></数字档案>');
  await window.click({ role: 'button', name: '试读' });
  await window.waitFor({ text: '人员：王建国' });
  await window.waitFor({ text: '年度考核登记表' });
  await looksRight();
  await window.fill('对照（JSON）', '{');
  await window.waitFor({ text: '还不是完整的对照：JSON' });
  await window.fill('对照（JSON）', JSON.stringify({ ...standardMapping, root: ['人事卷'] }));
  await window.click({ role: 'button', name: '保存新一版' });
  await window.waitFor({ selector: '[role=dialog] textarea' });
  await looksRight();
  await window.type('供应方字段名不同');
  await window.click({ selector: '[role=dialog] .ant-btn-primary' });
  await window.waitFor({ text: '第 1 版，李档案' });
  expect(askedFor('intake.setMapping')).toMatchObject([{ name: '某数字化公司', version: 0, reason: '供应方字段名不同', mapping: { root: ['人事卷'] } }]);
  if (process.env['SHOTS'] !== undefined) await window.screenshot(process.env['SHOTS']);
});

test('a medium is registered and handed over before a witness in one go', async () => {
  const window = await open('archivist');
  await window.click({ role: 'button', name: '介质登记' });
  await window.waitFor({ text: 'JZ-2025-014' });
  await looksRight();
  await window.press('n');
  await window.fill('介质编号', 'JZ-2026-009');
  await window.choose('类型', '光盘');
  await window.fill('内容', '昆区科级干部档案');
  await window.fill('用途', '移交');
  await window.fill('审批号', '17号');
  await looksRight();
  await window.press('Control+Enter');
  await window.fill('移交人', '周工');
  await window.fill('接收人', '李档案');
  await window.fill('监交人', '赵明');
  await window.fill('交接地点', '212 室');
  await looksRight();
  await window.press('Control+Enter');
  await window.waitFor({ text: 'JZ-2026-009：已接收' });
  expect(askedFor('media.move')).toMatchObject([{ to: 'received', handedBy: '周工', witness: '赵明' }]);
  await looksRight();
});

test('what a volume lacks is told in words, and one paper is filed for several people', async () => {
  const window = await open('archivist');
  await window.click({ role: 'button', name: '数字化' });
  await window.click({ selector: 'tbody tr' });
  await window.click({ role: 'button', name: '同时归入其他人' });
  await window.fill('查找要加入的人', '李');
  await window.click({ selector: '.ant-select-item-option', text: '李淑珍' });
  await window.waitFor({ selector: '[role=dialog] li', text: '李淑珍' });
  expect(await window.runAxe()).toEqual([]);
  await window.click({ role: 'button', name: '完成' });
  await window.click({ role: 'button', name: '归档到 2 卷' });
  await window.waitFor({ text: '已归入 2 卷' });
  expect(askedFor('drafts.fileLoose')).toMatchObject([{ alsoInto: [idOf(8, 2)] }]);
  await window.click({ role: 'button', name: '名册' });
  await window.click({ selector: 'tbody tr' });
  await window.click({ role: 'button', name: '打开档案' });
  await window.waitFor({ role: 'button', name: '查缺' });
  await window.press('c');
  await window.waitFor({ text: '扣 10 分 · 单项否决' });
  expect(await window.runAxe()).toEqual([]);
});

test('a batch names the version of the rules it was judged by; it is compared with any other, and folders are searched by name', async () => {
  const window = await open('archivist');
  await openBatch(window);
  await window.press('o');
  await window.click({ text: '主文件夹' });
  await window.fill('在此文件夹中查找', '不存在的名字');
  await window.press('Enter');
  await window.waitFor({ text: '没有找到。' });
  expect(askedFor('deliveries.search')).toMatchObject([{ query: '不存在的名字' }]);
  await looksRight();
  await window.press('Escape');
  await window.click({ role: 'button', name: '按检查规则第 3 版检查' });
  await window.waitFor({ text: '从第 2 版到第 3 版，改了 3 处：' });
  await window.waitFor({ text: '3 度' });
  await looksRight();
});
