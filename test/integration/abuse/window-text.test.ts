import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson, anAccount } from '../../support/builders.ts';
import { aKey, anOffice, anUpload, aRow, aScan } from '../../support/office.ts';
import { buildWindow, openRealWindow, signInAt, type RealWindow } from '../../support/real-window.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { listen, type ListeningServer } from '../../support/tls-server.ts';

const markup = '<img src=x onerror=hit=1><script>hit=2</script>';
const turned = '\u202e卷案\u2066x\u2069';
const longest = '长'.repeat(120);

/** What hostile text would have left behind. */
const traces = () => ({
  hit: 'hit' in window,
  elements: document.querySelectorAll('img[src="x"], script:not([src])').length,
  isWiderThanScreen: document.documentElement.scrollWidth > innerWidth,
});
const noTraces = { hit: false, elements: 0, isWiderThanScreen: false };

describe('hostile text in the real window', () => {
  let server: TestServer;
  let listening: ListeningServer;
  let built: Awaited<ReturnType<typeof buildWindow>>;
  let real: RealWindow;

  beforeAll(async () => {
    built = await buildWindow();
    server = await startTestServer({ database: 'pglite' });
    listening = await listen(server);
    real = await openRealWindow(listening, built.directory);
  }, 180_000);
  afterAll(async () => {
    await real.close();
    await listening.stop();
    await server.close();
    await built.remove();
  });

  test('case 47: markup, turned writing and the longest names and titles are shown as text; ten thousand characters are refused', async () => {
    const office = await anOffice(server);
    await server.db.updateTable('units').set({ name: `${markup}单位` }).where('id', '=', office.archivist.unitId).execute();
    await server.db.updateTable('accounts').set({ displayName: `${markup}员` }).where('id', '=', office.archivist.id).execute();
    await server.db.updateTable('persons').set({ name: `${markup}人` }).where('id', '=', office.person.id).execute();
    const names = [`${markup}材料`, `${turned}材料`, longest];
    for (const [index, name] of names.entries()) await server.db.updateTable('materials').set({ name }).where('id', '=', office.materials[index]!.id).execute();
    await aPerson(server.db, { name: turned, unitId: office.archivist.unitId, managingUnitId: office.archivist.unitId });
    const filing = { volumeId: office.volumeId, idempotencyKey: aKey(), pages: [await anUpload(server, office.archivist.id, await aScan())] };
    await expect(server.call(office.archivist.token, 'volumes.fileMaterial', { ...filing, row: { ...aRow('10', 1), name: '长'.repeat(10_000) } })).rejects.toMatchObject({ code: 'input.invalid' });
    const { window } = real;
    await signInAt(window, office.archivist.loginName);
    await window.waitFor({ selector: 'tbody tr', text: '<img src=x' }, { timeoutMs: 30_000 });
    expect(await window.evaluate(traces)).toEqual(noTraces);
    await window.click({ selector: 'tbody tr', text: '<img src=x' });
    await window.click({ role: 'button', name: '打开档案' });
    await window.waitUntil(() => document.body.textContent.includes('hit=2</script>材料'));
    expect(await window.evaluate(traces)).toEqual(noTraces);
    await window.click({ role: 'button', name: '退出登录' });

    const auditor = await anAccount(server.db, { roles: ['auditor'], displayName: `${turned}审` });
    await signInAt(window, auditor.loginName);
    await window.click({ selector: '[data-task="audit"]' });
    await window.waitFor({ selector: 'tbody tr', text: '<img src=x' }, { timeoutMs: 30_000 });
    await window.click({ selector: 'tbody tr', text: '<img src=x' });
    await window.waitUntil(() => document.querySelector('.ant-drawer')?.textContent.includes('<img src=x') === true);
    expect(await window.evaluate(traces)).toEqual(noTraces);
    expect(window.consoleErrors()).toEqual([]);
  }, 180_000);
});
