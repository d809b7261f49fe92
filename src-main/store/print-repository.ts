import { z } from 'zod';
import { AccountId, PrintJobId } from '#shared/domain/ids';
import { PrintOutcome } from '#shared/domain/printing';
import type { Place, Sealer } from './sealer.ts';
import type { SqlRunner } from './sqlite-database.ts';

/**
 * A print whose end the data centre does not know yet; `outcome` is null while paper may still be moving, and `queued` says by what it is
 * found in the queue again (null before it was sent there, and for prints of earlier versions).
 */
const PrintFacts = z.object({
  accountId: AccountId,
  outcome: PrintOutcome.nullable(),
  queued: z.object({ printerName: z.string(), title: z.string(), copies: z.int().positive(), pageCount: z.int().positive() }).nullable().default(null),
});
export type UnreportedPrint = z.infer<typeof PrintFacts> & { readonly id: PrintJobId };

export type PrintRepository = {
  readonly list: () => Promise<readonly UnreportedPrint[]>;
  readonly save: (print: UnreportedPrint) => Promise<void>;
  readonly remove: (id: PrintJobId) => Promise<void>;
};

const Row = z.object({ id: PrintJobId, sealed: z.instanceof(Buffer) });
const placeOf = (id: PrintJobId): Place => ({ table: 'unreported_prints', id, column: 'sealed' });

export function printRepository(sql: SqlRunner, sealer: Sealer): PrintRepository {
  return {
    list: async () => {
      const rows = await sql.all(Row, 'SELECT id, sealed FROM unreported_prints');
      return rows.map(({ id, sealed }) => ({ id, ...sealer.openJson(placeOf(id), sealed, PrintFacts) }));
    },
    save: async ({ id, ...facts }) => {
      const sealed = sealer.sealJson(placeOf(id), facts);
      await sql.run('INSERT INTO unreported_prints (id, sealed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed', [id, sealed]);
    },
    remove: async id => {
      await sql.run('DELETE FROM unreported_prints WHERE id = ?', [id]);
    },
  };
}
