// A process that acts and records without end; the test that started it kills it at any moment.
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../src-server/db/open-database.ts';
import { openAudit, recordEvent } from '../../src-server/features/audit/index.ts';
import { aTerminal } from './audit-log.ts';

const [url = '', dataDirectory = ''] = process.argv.slice(2);
const { db } = await openDatabase({ kind: 'postgres', url });
await openAudit(db, { dataDirectory });

async function actForEver(): Promise<never> {
  for (;;) {
    const name = randomUUID();
    await db.transaction().execute(async tx => {
      await tx.insertInto('counters').values({ name, value: 1 }).execute();
      await recordEvent(tx, aTerminal, { act: 'volumes.create', object: name });
    });
  }
}
process.stdout.write('writing\n');
await Promise.all(Array.from({ length: 4 }, actForEver));
