import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src-server/db/open-database.ts';
import { decide, type Act, type Subject } from '../../src-server/features/authority/index.ts';
import { printFacts, printJobIds, requirePrintJob } from '../../src-server/features/printing/print-repository.ts';
import { requestFacts, requestIds, requireRequest } from '../../src-server/features/requests/index.ts';
import { openPreparedDatabase } from '../support/prepared-database.ts';
import { buildCity, someCity } from '../support/random-city.ts';

/** What a list shows is what `decide` allows one by one, for every officer of a city that chance has made; rows of other cities never show. */
let database: Database;
beforeAll(async () => { database = await openPreparedDatabase(); });
afterAll(() => database.close());

const now = new Date();
const isAllowed = (subject: Subject, act: Act, facts: Parameters<typeof decide>[2]): boolean => decide(subject, act, facts).isAllowed;
const reading = (subject: Subject): Subject => ({ ...subject, roles: subject.roles.filter(role => !['approver', 'archivist'].includes(role)) });
const deciding = (subject: Subject): Subject => ({ ...subject, roles: subject.roles.filter(role => !['reader', 'selector'].includes(role)) });

test('each box of requests and the print register list exactly what the rules allow row by row', { timeout: 120_000 }, async () => {
  const { db } = database;
  const seen = { mine: 0, inbox: 0, decided: 0, prints: 0 };
  await fc.assert(
    fc.asyncProperty(fc.noBias(someCity), async plan => {
      const city = await buildCity(db, plan, now);
      const requests = await Promise.all(city.requestIds.map(id => requireRequest(db, id)));
      const jobs = await Promise.all(city.printJobIds.map(id => requirePrintJob(db, id)));
      const idsOf = async (query: { execute(): Promise<readonly { id: string }[]> }): Promise<string[]> => (await query.execute()).map(({ id }) => id).toSorted();
      const auditor: Subject = { ...city.subjects[0]!, roles: ['auditor', ...city.subjects[0]!.roles] };
      for (const subject of [auditor, ...city.subjects]) {
        const expected = {
          mine: requests.filter(request => isAllowed(reading(subject), 'requests.get', requestFacts(request, now))),
          inbox: requests.filter(request => request.state === 'submitted' && isAllowed(subject, 'requests.approve', requestFacts(request, now))),
          decided: requests.filter(
            request => ['granted', 'refused', 'withdrawn', 'finished'].includes(request.state) && isAllowed(deciding(subject), 'requests.get', requestFacts(request, now)),
          ),
        };
        for (const box of ['mine', 'inbox', 'decided'] as const) {
          expect(await idsOf(requestIds(db, subject, box)), box).toEqual(expected[box].map(({ id }) => id).toSorted());
          seen[box] += expected[box].length;
        }
        const prints = jobs.filter(job => isAllowed(subject, 'prints.see', printFacts(job))).map(({ id }) => id);
        expect(await idsOf(printJobIds(db, subject))).toEqual(prints.toSorted());
        seen.prints += prints.length;
      }
    }),
    { numRuns: 20 },
  );
  // Chance has made cities in which there was something to see.
  for (const [box, count] of Object.entries(seen)) expect(count, box).toBeGreaterThan(0);
});
