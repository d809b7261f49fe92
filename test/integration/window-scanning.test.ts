import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainRecipe } from '../../src-shared/domain/page-recipe.ts';
import { aMaterialRow, anAccount, aPerson, aVolume } from '../support/builders.ts';
import { aScan } from '../support/office.ts';
import { buildWindow, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';
import type { WindowDriver } from '../support/window-driver.ts';

/** SANE's test device feeds ten sheets. */
const sheets = 10;
const patient = { timeoutMs: 60_000 };
const scanned = { text: `扫完了，收到 ${String(sheets)} 页` };
const filed = (number: string): { readonly text: string } => ({ text: `已归档 ${number}` });

let server: TestServer;
let door: ListeningServer;
let built: Awaited<ReturnType<typeof buildWindow>>;
let scanner: TestScanner;
let real: RealWindow;
let window: WindowDriver;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  scanner = await startTestScanner({ settings: { 'test-picture': 'Grid', resolution: '50.0' } });
  const { unitId } = await anAccount(server.db, { roles: ['archivist'], loginName: 'archivist' });
  const person = await aPerson(server.db, { name: '徐婷艳', managingUnitId: unitId });
  const volume = await aVolume(server.db, { personId: person.id });
  const { id: materialId } = await aMaterialRow(server.db, volume.id, { classCode: '3', sequence: 1, name: '2018年度考核登记表' });
  for (const position of [0, 1]) await setAside(materialId, position);
  real = await openRealWindow(door, built.directory, { deviceEnvironment: scanner.env });
  ({ window } = real);
  await signInAt(window, 'archivist');
  await window.waitFor({ text: '徐婷艳' }, patient);
  await window.click({ selector: 'tbody tr', text: '徐婷艳' });
  await window.press('Enter');
  await window.click({ role: 'button', name: '扫描新材料' }, patient);
  // The device has said what it can do: from here on F9 scans.
  await window.waitFor({ selector: '[data-testid=scan]:not([disabled])' }, patient);
}, 180_000);
afterAll(async () => {
  await real.close();
  await Promise.all([door.stop(), scanner.stop()]);
  await server.close();
  await built.remove();
});

/** A side that was laid aside when the material was scanned. */
async function setAside(materialId: string, position: number): Promise<void> {
  const scan = await aScan();
  const originalBlob = await server.services.pages.put(scan);
  const side = { id: randomUUID(), materialId, position, after: 1, dpi: 300, recipe: plainRecipe, originalBlob, originalDigest: createHash('sha256').update(scan).digest('hex') };
  await server.db.insertInto('setAsideSides').values(side).execute();
}

test('the ordinary material takes three actions: scan, title, file and on to the next', async () => {
  let actions = 0;
  const act = async (work: Promise<void>): Promise<void> => {
    actions += 1;
    await work;
  };
  for (const [title, number] of [['2019年度考核登记表', '3-2'], ['干部任免审批表', '9-2-1']] as const) {
    actions = 0;
    await act(window.press('F9'));
    await window.waitFor(scanned, patient);
    await act(window.fill('材料名称', title));
    await act(window.press('Control+Enter'));
    // The desk is free for the next stack while the data centre still receives this one.
    await window.waitFor({ text: '放好纸张，按“扫描”' }, patient);
    await window.waitFor(filed(number), patient);
    expect(actions).toBeLessThanOrEqual(3);
  }
  await window.waitFor({ selector: '[role=tab]', text: '9-2-2' });
}, 240_000);

test('keys alone cut a stack, turn, name all materials and take everything back, also after another screen', async () => {
  const tabs = { selector: '[role=tab]' };
  await window.press('F9');
  await window.waitFor(scanned, patient);
  for (const keys of ['Home', 'ArrowDown', 'ArrowDown', 's']) await window.press(keys);
  await window.waitUntil(() => document.querySelectorAll('[role=tab]').length === 2);
  await window.press('Control+ArrowRight');
  await window.waitFor({ text: `共 ${String(sheets - 2)} 页` });
  for (const keys of ['Shift+End', 'r', 'Escape', 'F2']) await window.press(keys);
  await window.waitFor({ role: 'dialog', name: '批量编目' });
  expect(await window.runAxe()).toEqual([]);
  await window.type('2020');
  await window.press('ArrowDown');
  await window.press('Control+d');
  await window.press('Control+Enter');
  await window.waitFor({ selector: '[role=tab]', text: '2021' });
  await window.press('Alt+1');
  await window.waitGone(tabs);
  await window.press('Alt+2');
  await window.click({ role: 'button', name: '继续' });
  await window.waitFor({ selector: '[role=tab]', text: '2021' });
  for (let left = 3; left > 0; left -= 1) await window.press('Control+z');
  await window.waitUntil(() => document.querySelectorAll('[role=tab]').length === 1);
  await window.waitFor({ text: `共 ${String(sheets)} 页` });
  await window.press('Control+y');
  // Shown without its row first: what comes back later comes into the fields as well.
  await window.waitUntil(() => document.querySelectorAll('[role=tab]').length === 2);
  for (let left = 2; left > 0; left -= 1) await window.press('Control+y');
  await window.waitFor({ selector: '[role=tab]', text: '2021' });
}, 240_000);

test('a page is cropped and straightened by hand on its scan, and comes back with one key', async () => {
  const shape = (): Promise<string> => window.evaluate(() => {
    const sheet = document.querySelector<HTMLElement>('[role=group] [data-page][data-state=shown]');
    return sheet ? (sheet.offsetWidth / sheet.offsetHeight).toFixed(2) : '';
  });
  await window.press('Home');
  await window.press('o');
  await window.waitUntil(() => document.querySelector('[data-page][data-state=shown] img[src*="layer=original"]') !== null);
  await window.press('o');
  await window.waitUntil(() => document.querySelector('img[src*="layer=original"]') === null);
  await window.waitFor({ selector: '[role=group] [data-page][data-state=shown]' });
  const before = await shape();
  await window.press('c');
  await window.click({ role: 'slider', name: '下边' });
  for (let times = 0; times < 12; times += 1) await window.press('Shift+ArrowUp');
  await window.drag({ role: 'slider', name: '左边' }, { role: 'slider', name: '上边' });
  for (let times = 0; times < 15; times += 1) await window.press('.');
  await window.waitFor({ selector: '[role=slider][aria-label="校直"][aria-valuenow="1.5"]' });
  expect(await window.runAxe()).toEqual([]);
  await window.press('Enter');
  await window.waitGone({ selector: '[data-testid=crop-box]' });
  await window.waitUntil(old => {
    const sheet = document.querySelector<HTMLElement>('[role=group] [data-page][data-state=shown]');
    return sheet !== null && (sheet.offsetWidth / sheet.offsetHeight).toFixed(2) !== old;
  }, before);
  await window.press('Control+z');
  await window.waitUntil(old => {
    const sheet = document.querySelector<HTMLElement>('[role=group] [data-page][data-state=shown]');
    return sheet !== null && (sheet.offsetWidth / sheet.offsetHeight).toFixed(2) === old;
  }, before);
});

test('letters go into the field that has the cursor, and the card shows every key', async () => {
  await window.press('F4');
  await window.type('srl');
  expect(await window.evaluate(() => (document.activeElement as HTMLInputElement).value)).toContain('srl'); // `as`: the cursor is in the title
  await window.press('Escape');
  await window.press('?');
  await window.waitFor({ text: '从本页起另立一份' });
  await window.waitFor({ text: '归档，做下一份' });
  expect(await window.runAxe()).toEqual([]);
  await window.press('Escape');
});

test('sides that were laid aside of a filed material are counted in its row and laid on the desk again', async () => {
  await window.click({ selector: 'nav button, nav a', text: '名册' });
  await window.click({ selector: 'tbody tr', text: '徐婷艳' });
  await window.click({ role: 'button', name: '打开档案' });
  await window.waitFor({ role: 'button', name: '另存 2 面：取回《2018年度考核登记表》' }, patient);
  expect(await window.runAxe()).toEqual([]);
  await window.click({ role: 'button', name: '另存 2 面：取回《2018年度考核登记表》' });
  await window.waitFor({ text: '共 2 页' }, patient);
  await window.waitUntil(() => document.querySelector('[data-page][data-state=shown]') !== null);
  expect(await window.runAxe()).toEqual([]);
});
