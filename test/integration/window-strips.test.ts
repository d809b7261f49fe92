import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount, aPerson, aUnit, aVolume } from '../support/builders.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { startFakeIppPrinter, type FakeIppPrinter } from '../support/fake-ipp-printer.ts';
import { readPrinted } from '../support/printed.ts';
import { buildWindow, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let built: Awaited<ReturnType<typeof buildWindow>>;
let server: TestServer;
let door: ListeningServer;
let cups: TestCups;
let printer: FakeIppPrinter;
let real: RealWindow;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  cups = await startTestCups({ printers: [] });
  printer = await startFakeIppPrinter();
  await cups.addQueue('scripted', printer.uri);
  const unit = await aUnit(server.db, { name: '包头市委组织部' });
  const { loginName } = await anAccount(server.db, { roles: ['archivist'], unitId: unit.id });
  const names = ['王芳', '李建国', '欧阳建国', '买买提·艾则孜·阿布都拉尤', '呼和巴特尔'];
  for (let index = 1; index <= 20; index += 1) {
    const person = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id, archiveNumber: `BC2026${String(index).padStart(4, '0')}`, name: names[index % names.length]! });
    await aVolume(server.db, { personId: person.id });
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
