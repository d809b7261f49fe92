import { z } from 'zod';
import type { Place, Sealer } from './sealer.ts';
import type { SqlRunner } from './sqlite-database.ts';

/** What the terminal remembers between two starts, one value for each name. */
export type TerminalStateRepository = {
  readonly find: <Value>(name: string, schema: z.ZodType<Value>) => Promise<Value | undefined>;
  readonly save: (name: string, value: unknown) => Promise<void>;
};

const Row = z.object({ sealed: z.instanceof(Buffer) });
const placeOf = (name: string): Place => ({ table: 'terminal_state', id: name, column: 'sealed' });

export function terminalStateRepository(sql: SqlRunner, sealer: Sealer): TerminalStateRepository {
  return {
    find: async (name, schema) => {
      const [row] = await sql.all(Row, 'SELECT sealed FROM terminal_state WHERE name = ?', [name]);
      return row && sealer.openJson(placeOf(name), row.sealed, schema);
    },
    save: async (name, value) => {
      const sealed = sealer.sealJson(placeOf(name), value);
      await sql.run('INSERT INTO terminal_state (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed', [name, sealed]);
    },
  };
}
