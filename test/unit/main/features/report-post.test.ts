import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { queueKeptReports } from '../../../../src-main/features/scanning/report-post.ts';
import type { OutboxCommand } from '../../../../src-shared/domain/outbox.ts';
import type { FaultReport } from '../../../../src-shared/domain/scan-fault.ts';

const report: FaultReport = { scanner: null, settings: null, programVersion: '1.0.0', sidesKept: 3, stages: [], steps: [], troubles: [] };
type Services = Parameters<typeof queueKeptReports>[0];

test('what an earlier program kept goes into the outbox of the next archivist, under its own number, and is then forgotten', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  const state = new Map<string, unknown>([['faults.waiting', [{ id: first, report }, { id: second, report }]]]);
  const queued: [OutboxCommand, { readonly key: string }][] = [];
  let begin: (roles: readonly string[]) => void = () => undefined;
  // `as`: the few of their parts that are used here.
  const services = {
    store: { state: { find: (name: string) => Promise.resolve(state.get(name)), save: (name: string, value: unknown) => Promise.resolve(void state.set(name, value)) } },
    session: { onBegin: (listener: (account: { roles: readonly string[] }) => void) => { begin = roles => { listener({ roles }); }; } },
    reportBug: (error: unknown) => { throw error; },
  } as unknown as Services;
  queueKeptReports(services, { add: (...command) => Promise.resolve(void queued.push(command)), send: () => Promise.reject(new Error('not asked for')) });
  begin(['reader']);
  await new Promise(setImmediate);
  expect(queued).toEqual([]);
  begin(['archivist']);
  await new Promise(setImmediate);
  expect(queued.map(([command, { key }]) => [command, key])).toEqual([first, second].map(id => [{ kind: 'faults.report', id, report }, id]));
  expect(state.get('faults.waiting')).toEqual([]);
});
