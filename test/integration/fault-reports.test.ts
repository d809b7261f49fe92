import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultReportId, faultReportBounds, type FaultReport } from '../../src-shared/domain/scan-fault.ts';
import { faultRetention } from '../../src-server/features/faults/fault-repository.ts';
import { aHolder, threeOffices, type Holder, type ThreeOffices } from '../support/administrators.ts';
import { eventsOf } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const anId = (): FaultReportId => FaultReportId.parse(randomUUID());
const at = '2026-11-29T01:00:00.000Z';
const aReport = (model: string): FaultReport => ({
  scanner: { id: 'fujitsu:fi-7160:1', vendor: 'FUJITSU', model, backend: 'fujitsu' },
  settings: { source: 'ADF Front', mode: 'Color', resolutionDpi: 300, widthMm: 210, heightMm: 297, maxPages: null },
  programVersion: '1.0.0',
  sidesKept: 13,
  stages: [{ stage: 'feeder', pagesPerMinute: 58.2, isBottleneck: true }],
  steps: [{ at, step: 'read', ms: 480, longestSilenceMs: 31, status: 'jammed' }],
  troubles: [{ at, code: 'scanner.paper-jam', action: 'gave-up', step: null }],
});

describe.each(databaseKinds)('fault reports on %s', kind => {
  let server: TestServer;
  let offices: ThreeOffices;
  let archivist: Holder;
  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    offices = await threeOffices(server);
    archivist = await aHolder(server, ['archivist']);
  });
  afterAll(() => server.close());

  const report = (content: FaultReport, id = anId()) => server.call(archivist.token, 'faults.report', { id, report: content });
  const list = async () => (await server.call(offices.system.token, 'faults.list', {})).items;

  test('come from whoever scans, once each, and are read by the system administrator, newest first', async () => {
    const id = anId();
    const [first, second] = [aReport(`甲${kind}`), aReport(`乙${kind}`)];
    await report(first, id);
    await report(first, id);
    await report(second);
    const [newest, oldest, ...more] = await list();
    expect([newest?.report, oldest?.report, more]).toEqual([second, first, []]);
    expect(oldest).toMatchObject({ id, unitName: expect.any(String) as string, terminalName: expect.any(String) as string });
    expect((await eventsOf(server, `甲${kind}`)).map(({ act }) => act)).toEqual(['faults.report']);
  });

  test('are nobody else\'s to read, and no administrator\'s to write', async () => {
    for (const { token } of [archivist, offices.security, offices.auditor]) await expect(server.call(token, 'faults.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(offices.system.token, 'faults.report', { id: anId(), report: aReport('丙') })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test.each([
    ['more steps than a report holds', { steps: Array.from({ length: faultReportBounds.steps + 1 }, () => ({ at, step: 'read', ms: 1, longestSilenceMs: 0, status: 'good' })) }],
    ['free text for a status', { steps: [{ at, step: 'read', ms: 1, longestSilenceMs: 0, status: '王建国 150202197003120017' }] }],
    ['a code that is none', { troubles: [{ at, code: 'Some Text', action: 'gave-up', step: null }] }],
    ['an endless model', { scanner: { id: 'a:b', vendor: '', model: 'x'.repeat(101), backend: 'a' } }],
  ])('are refused with %s', async (_name, change) => {
    // `as`: what the types forbid is what is tested.
    await expect(report({ ...aReport('丁'), ...change } as FaultReport)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  test('of one terminal fill nothing up: the oldest go', async () => {
    const row = { terminalName: 'elsewhere', unitName: '', report: JSON.stringify(aReport('旧')) };
    const old = (days: number) => ({ ...row, id: randomUUID(), reportedAt: new Date(Date.now() - days * 86_400_000) });
    await server.db.insertInto('faultReports').values([old(faultRetention.days + 1), old(faultRetention.days - 1)]).execute();
    const [own] = await list();
    await server.db
      .insertInto('faultReports')
      .values(Array.from({ length: faultRetention.perTerminal }, (_, index) => ({ ...old(index / 1000 + 1), terminalName: own!.terminalName })))
      .execute();
    await report(aReport('新'));
    const count = async (terminalName: string) => (await server.db.selectFrom('faultReports').select('id').where('terminalName', '=', terminalName).execute()).length;
    expect([await count(own!.terminalName), await count('elsewhere')]).toEqual([faultRetention.perTerminal, 1]);
    expect((await list())[0]?.report.scanner?.model).toBe('新');
  });
});
