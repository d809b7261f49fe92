import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount, aMaterialRow, aPerson, aUnit, aVolume } from '../support/builders.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { aGrant, anOffice } from '../support/office.ts';
import { startFakeIppPrinter, type FakeIppPrinter } from '../support/fake-ipp-printer.ts';
import { expectA4, expectCatalogueFrame, expectExcerpt, expectSeparator, expectStrips, onPaper, type OnPaper } from '../support/office-sheets.ts';
import { readPrinted } from '../support/printed.ts';
import { buildWindow, changeTo, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { shownRows } from '../support/shown-rows.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let built: Awaited<ReturnType<typeof buildWindow>>;
let server: TestServer;
let door: ListeningServer;
let cups: TestCups;
let printer: FakeIppPrinter;
let real: RealWindow;
let catalogueVolume: string;
let keeper: string;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  cups = await startTestCups({ printers: [{ name: 'office', color: true }] });
  printer = await startFakeIppPrinter();
  await cups.addQueue('scripted', printer.uri);
  await cups.administer('lpadmin', '-d', 'scripted');
  const unit = await aUnit(server.db, { name: '包头市委组织部' });
  const account = await anAccount(server.db, { roles: ['archivist', 'reader'], unitId: unit.id });
  const { loginName } = account;
  await anAccount(server.db, { roles: ['auditor'], unitId: unit.id, loginName: 'zhou', displayName: '周审计' });
  // He also reads a file of another unit, for which he has applied and been granted to print.
  const office = await anOffice(server);
  keeper = office.archivist.loginName;
  const second = await anAccount(server.db, { roles: ['reader'], unitId: unit.id, displayName: '孙陪同' });
  await aGrant(server, { ...office, reader: { ...account, token: await server.signIn(loginName) }, second: { ...second, token: '' } });
  const names = ['王芳', '李建国', '欧阳建国', '买买提·艾则孜·阿布都拉尤', '呼和巴特尔'];
  for (let index = 1; index <= 20; index += 1) {
    const person = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id, archiveNumber: `BC2026${String(index).padStart(4, '0')}`, name: names[index % names.length]! });
    const volume = await aVolume(server.db, { personId: person.id });
    if (index === 4) catalogueVolume = volume.id;
  }
  for (const [classCode, name] of [['1', '干部履历表'], ['1', '关于同意更改参加工作时间的批复、请示和证明材料'], ['4-1', '毕业生登记表'], ['9-2', '干部任免审批表']] as const) {
    const sequence = name.startsWith('关于') ? 2 : 1;
    await aMaterialRow(server.db, catalogueVolume, { classCode, sequence, name, formedOn: '19990712', pageCount: 3 });
  }
  real = await openRealWindow(door, built.directory, { deviceEnvironment: { ...cups.env } });
  await signInAt(real.window, loginName);
}, 300_000);
afterAll(async () => {
  await real.close();
  await Promise.all([door.stop(), cups.stop(), printer.stop(), built.remove()]);
  await server.close();
});

const looksRight = async (): Promise<void> => {
  expect(await real.window.runAxe()).toEqual([]);
  expect(real.window.consoleErrors()).toEqual([]);
};

/** Pictures for the eyes, where somebody asks for them: `WINDOW_PICTURES=folder`. */
const shows = async (name: string): Promise<void> => {
  await looksRight();
  if (process.env.WINDOW_PICTURES !== undefined) await real.window.screenshot(`${process.env.WINDOW_PICTURES}/${name}.png`);
};

test('a template is drawn in millimetres while it is changed, and what would not fit is said', async () => {
  const { window } = real;
  await window.click({ role: 'button', name: '背条标签' });
  await window.click({ role: 'tab', name: '模板' });
  await window.waitFor({ text: '示例姓名都放得下。' });
  await looksRight();
  await window.fill('高（毫米）', '2');
  await window.waitFor({ text: '第 1 项太长：要缩到 2 毫米，最小 4 毫米。' });
  await looksRight();
});

test('twenty strips are printed from the window; after trouble the person counts, and it goes on behind the last good one', async () => {
  const { window } = real;
  await window.click({ role: 'tab', name: '打印' });
  await window.waitFor({ text: '已选 20 卷，共 20 卷' });
  await looksRight();
  printer.setFaults({ abortsJobs: true });
  await window.click({ role: 'button', name: '登记并打印 20 条' });
  await window.waitFor({ text: '最后一条好的是第几条' }, { timeoutMs: 60_000 });
  await looksRight();
  printer.setFaults({});
  await window.fill('最后一条好的是第几条', '12');
  await window.waitFor({ text: 'BC20260012 欧阳建国' });
  await window.click({ role: 'button', name: '就是它' });
  await window.click({ role: 'button', name: '从第 13 条接着打印' });
  await window.waitFor({ text: '20 条全部打好。' }, { timeoutMs: 60_000 });
  const { text } = await readPrinted(printer.received.at(-1)!.document);
  expect([...text.matchAll(/BC\d+/g)].map(([number]) => number)).toEqual(Array.from({ length: 8 }, (_, index) => `BC${String(20260013 + index)}`));
  await window.click({ role: 'button', name: '返回' });
  await window.click({ role: 'tab', name: '登记' });
  await window.waitFor({ text: '20 / 20' });
  await looksRight();
}, 240_000);

test('a printer is set right with four numbers, and its make is judged for all units', async () => {
  const { window } = real;
  await window.click({ role: 'tab', name: '打印机' });
  await window.waitFor({ text: '型号：Printer - IPP Everywhere' });
  await looksRight();
  await window.fill('A　纸左边到左竖线（应为 15）', '16.8');
  await window.click({ role: 'button', name: '保存校准' });
  await window.waitFor({ text: '右移 1.80 毫米' });
  await window.click({ role: 'button', name: '告诉各单位' });
  await window.waitFor({ text: '包头市委组织部，长条纸，一张一条：打得好' });
  await looksRight();
});

test('a catalogue is printed from the volume; what is filed later goes onto the same sheet, which a person has put in', async () => {
  const { window } = real;
  await window.click({ role: 'button', name: '名册' });
  await window.fill('查找人员', 'BC20260004');
  await window.click({ text: 'BC20260004' });
  await window.click({ role: 'button', name: '打开档案' });
  await window.waitFor({ role: 'button', name: '打印目录' });
  await window.press('p');
  await window.waitFor({ text: '按这个顺序放纸，共 4 张' });
  await shows('catalogue-first');
  await window.click({ role: 'button', name: '登记并打印 4 张' });
  await window.waitFor({ text: '打好 4 / 4 张' }, { timeoutMs: 60_000 });
  await window.waitFor({ text: '纸上已是最新' });
  await aMaterialRow(server.db, catalogueVolume, { classCode: '1', sequence: 3, name: '后来归档的履历材料', formedOn: '202601', pageCount: 2 });
  await window.press('Escape');
  await window.press('p');
  await window.waitFor({ text: '已打印的第 1 张，续打 1 行' });
  await window.click({ text: '目录纸已按顺序放好，方向与原来打印时一致' });
  await shows('catalogue-continued');
  printer.setFaults({ abortsJobs: true });
  await window.click({ role: 'button', name: '登记并打印 1 张' });
  await window.waitFor({ text: '从第一张数起，打好的张数（最多 1）' }, { timeoutMs: 60_000 });
  await shows('catalogue-count');
  printer.setFaults({});
  await window.fill('从第一张数起，打好的张数（最多 1）', '1');
  await window.click({ role: 'button', name: '就是它' });
  await window.waitFor({ text: '打好 1 / 1 张' });
  const { text } = await readPrinted(printer.received.at(-1)!.document);
  expect([text.includes('后来归档的履历材料'), text.includes('姓名')]).toEqual([true, false]);
}, 180_000);

test('a transfer notice is filled in with its three parts in view, numbered, and printed', async () => {
  const { window } = real;
  await window.press('Escape');
  await window.click({ role: 'button', name: '转递通知单' });
  await window.waitFor({ role: 'img', name: '第 1 张，共 1 张' });
  await window.fill('转往单位', '鄂尔多斯市委组织部');
  await window.fill('转递原因', '工作调动');
  await window.waitFor({ text: '鄂尔多斯市委组织部：' });
  await shows('transfer-notice');
  await window.click({ role: 'button', name: '编号并打印' });
  await window.waitFor({ text: '档转字〔' });
  await window.click({ role: 'button', name: '打印' });
  await window.waitFor({ text: '已登记：打好 1 / 1 张。' }, { timeoutMs: 60_000 });
  await shows('transfer-issued');
  expect((await readPrinted(printer.received.at(-1)!.document)).text).toContain('工作调动');
  await window.press('Escape');
}, 90_000);

const onThePrinter = { timeoutMs: 60_000 };

test('a reader prints an excerpt, an archivist a catalogue and separators, on the reference printer of CUPS', async () => {
  const { window } = real;
  await window.click({ role: 'button', name: '我的申请' });
  await window.click({ role: 'button', name: '开始查阅' });
  await window.click({ role: 'button', name: '打印摘录' });
  await window.click({ selector: '[data-printer="office"]' });
  await window.click({ role: 'button', name: '登记并预览' });
  await window.waitFor({ selector: '[role="dialog"] canvas[role="img"]' });
  await shows('excerpt');
  await window.click({ selector: '[role="dialog"] .ant-modal-footer .ant-btn-primary' });
  await window.waitFor({ text: '已打印完成并登记' }, onThePrinter);
  await window.click({ selector: '[role="dialog"] .ant-modal-footer .ant-btn-primary' });

  await window.click({ role: 'button', name: '名册' });
  await window.fill('查找人员', 'BC20260005');
  await window.click({ text: 'BC20260005' });
  await window.click({ role: 'button', name: '打开档案' });
  await window.waitFor({ role: 'button', name: '打印目录' });
  await window.press('p');
  await window.choose('打印机', 'office');
  await window.click({ role: 'button', name: /登记并打印/ });
  await window.waitFor({ text: '纸上已是最新' }, onThePrinter);
  await window.press('Escape');
  await window.click({ role: 'button', name: '扫描新材料' });
  await window.click({ role: 'button', name: '更多' }, onThePrinter);
  await window.click({ text: '打印分隔页' });
  await window.click({ text: '卷首页' });
  await window.choose('打印机', 'office');
  await window.waitFor({ role: 'img', name: '第 6 张，共 6 张' });
  await shows('separators');
  await window.click({ role: 'button', name: '打印' });
  await window.waitFor({ text: '打好 6 / 6 张' }, onThePrinter);
  await window.press('Escape');
}, 180_000);

test('twenty strips stop in a jam of that printer, and go on behind the strip that the person names', async () => {
  const { window } = real;
  await window.click({ role: 'button', name: '背条标签' });
  await window.waitFor({ text: '已选 20 卷，共 20 卷' });
  await window.choose('打印机', 'office');
  await cups.setCondition('office', 'media-jam');
  await window.click({ role: 'button', name: '登记并打印 20 条' });
  await window.waitFor({ text: '打印机在等待：卡纸' }, onThePrinter);
  await shows('strips-jam');
  await window.click({ role: 'button', name: '停止打印' });
  await window.waitFor({ text: '最后一条好的是第几条' }, onThePrinter);
  await cups.setCondition('office', 'none');
  await window.fill('最后一条好的是第几条', '9');
  await window.click({ role: 'button', name: '就是它' });
  await window.click({ role: 'button', name: '从第 10 条接着打印' });
  await window.waitFor({ text: '20 条全部打好。' }, onThePrinter);
  await window.click({ role: 'button', name: '返回' });
}, 120_000);

test('every sheet that came out of that printer is right to a fifth of a millimetre, and the register has the same documents with as many sheets', async () => {
  const { window } = real;
  const got = await onPaper(cups, 'office');
  const [excerpt, catalogue, separators, jammed, resumed] = got as [OnPaper, OnPaper, OnPaper, OnPaper, OnPaper]; // `as`: their number is expected below
  expect(got.map(({ title, sheets }) => [title.replace(/[\d-]/g, ''), sheets.length])).toEqual([['', 2], ['ML', 4], ['BD', 6], ['BT', 3], ['BT', 2]]);
  for (const sheet of got.flatMap(({ sheets }) => sheets)) expectA4(sheet);
  for (const sheet of excerpt.sheets) expectExcerpt(sheet, `${excerpt.title}-01`);
  for (const sheet of catalogue.sheets) expectCatalogueFrame(sheet);
  expect(separators.sheets.map(expectSeparator)).toEqual([expect.stringMatching(/^DL1V:\d{10}$/), ...Array.from({ length: 5 }, () => 'DL-NEXT')]);
  for (const [index, sheet] of [...jammed.sheets, ...resumed.sheets].entries()) expectStrips(sheet, [9, 9, 2, 9, 2][index]!);
  const numbersOf = ({ text }: OnPaper): readonly string[] => [...text.matchAll(/BC\d+/g)].map(([number]) => number);
  const shelf = Array.from({ length: 20 }, (_, index) => `BC${String(20260001 + index)}`);
  expect([numbersOf(jammed), numbersOf(resumed)]).toEqual([shelf, shelf.slice(9)]);

  await window.click({ role: 'button', name: '打印登记' });
  await window.waitFor({ text: excerpt.title });
  expect(await shownRows(real.window)).toEqual([expect.objectContaining({ 登记号: excerpt.title, 页数与份数: `${String(excerpt.sheets.length)} 页 × 1 份`, 结果: '已完成' })]);
  await window.click({ role: 'tab', name: '目录、背条、表单' });
  await window.waitFor({ text: resumed.title });
  await shows('output-register');
  const registered = (await shownRows(real.window)).filter(({ 打印机: name }) => name === 'office').map(({ 登记号: number, 打好: good, 结果: state }) => [number, good, state]);
  expect(registered.reverse()).toEqual([
    [catalogue.title, `${String(catalogue.sheets.length)} / ${String(catalogue.sheets.length)}`, '已完成'],
    [separators.title, `${String(separators.sheets.length)} / ${String(separators.sheets.length)}`, '已完成'],
    [resumed.title, `${String(numbersOf(resumed).length + 9)} / 20`, '已完成'],
  ]);
  const runs = await server.db.selectFrom('stripRuns').select(['firstPosition', 'lastGood', 'outcome']).where('printerName', '=', 'office').orderBy('number').execute();
  expect(runs).toEqual([{ firstPosition: 1, lastGood: 9, outcome: 'cancelled' }, { firstPosition: 10, lastGood: 20, outcome: 'completed' }]);
}, 120_000);

test('an entry of the register says where each copy is, under the secrecy of its file', async () => {
  const { window } = real;
  await window.click({ role: 'tab', name: '摘录和复制' });
  await window.click({ selector: '[role=tabpanel] tbody tr' });
  await window.waitFor({ text: '核对、交出和回收由档案管理单位的档案员办理。' });
  expect(await window.textOf({ selector: '[data-copy="1"]' })).toContain('在档案室');
  expect(await window.textOf({ selector: 'header' })).toContain('秘密★10年');
  await shows('register-entry');
  await window.press('Escape');
}, 60_000);

test('the archivist who keeps the file checks the copy and hands it over to be recovered', async () => {
  const { window } = real;
  await changeTo(window, keeper);
  await window.click({ role: 'button', name: '打印登记' });
  await window.click({ selector: '[role=tabpanel] tbody tr' });
  await window.click({ role: 'button', name: '核对' });
  await window.click({ role: 'button', name: '与原件核对无误' });
  await window.click({ role: 'button', name: '核对无误' });
  await window.click({ role: 'button', name: '交出' });
  await window.fill('接收人', '钱查档');
  await window.fill('应回收日期', '20991231');
  await window.press('Enter');
  await shows('register-hand-over');
  await window.click({ selector: '[role=dialog] .ant-modal-footer .ant-btn-primary' });
  await window.waitFor({ selector: '[data-copy="1"]', text: '交 钱查档' });
  await shows('register-handed-over');
  expect(await server.db.selectFrom('printCopies').select(['state', 'receiver', 'dueOn']).execute()).toEqual([{ state: 'handed-over', receiver: '钱查档', dueOn: '2099-12-31' }]);
  await window.press('Escape');
}, 60_000);

test('the auditor finds his own report in the register when he has printed it, and no paper of anybody else', async () => {
  const { window } = real;
  await changeTo(window, 'zhou');
  await window.click({ role: 'button', name: '打印登记' });
  await window.waitFor({ text: '还没有打印过' });
  await shows('auditor-register-empty');
  await window.click({ role: 'button', name: '审计报表' });
  await window.click({ role: 'button', name: '生成报表' });
  await window.click({ role: 'button', name: '打印' });
  await window.choose({ selector: '[role=dialog] .ant-select' }, 'office');
  await shows('auditor-print');
  await window.click({ selector: '[role=dialog] .ant-btn-primary' });
  await window.waitFor({ text: '已打印。' }, onThePrinter);
  await window.click({ selector: '[role=dialog] .ant-btn-primary' });
  await window.click({ role: 'button', name: '打印登记' });
  await window.waitFor({ selector: 'main tbody tr' });
  await shows('auditor-register');
  const sheets = (await onPaper(cups, 'office')).at(-1)!;
  expect(await shownRows(real.window)).toEqual([expect.objectContaining({ 登记号: sheets.title, 种类: '审计报表', 打好: `${String(sheets.sheets.length)} / ${String(sheets.sheets.length)}`, 经办人: '周审计' })]);
  expect(await window.exists({ role: 'tab', name: '摘录和复制' })).toBe(false);
}, 120_000);
