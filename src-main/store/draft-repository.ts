import { z } from 'zod';
import { AccountId, DraftId, IdempotencyKey, PersonId, VolumeId } from '#shared/domain/ids';
import { DraftRow } from '#shared/domain/scanning';
import type { Place, Sealer } from './sealer.ts';
import type { SqlRunner } from './sqlite-database.ts';

const DraftFacts = z.object({
  accountId: AccountId,
  volumeId: VolumeId,
  personId: PersonId,
  personName: z.string(),
  row: DraftRow,
  /** Orders the materials on one desk: the millisecond at which it was begun, or a place between two. */
  rank: z.number().default(0),
  /** The last attempt to file: its key is used again as long as exactly the same is filed. */
  filing: z.object({ idempotencyKey: IdempotencyKey, fingerprint: z.string() }).nullable(),
  updatedAt: z.iso.datetime(),
});
export type DraftFacts = z.infer<typeof DraftFacts>;
export type StoredDraft = DraftFacts & { readonly id: DraftId };

export type DraftRepository = {
  /** Newest change first. */
  readonly list: () => Promise<readonly StoredDraft[]>;
  readonly find: (id: DraftId) => Promise<StoredDraft | undefined>;
  readonly save: (draft: StoredDraft) => Promise<void>;
  /** With all its pages. */
  readonly remove: (id: DraftId) => Promise<void>;
};

const Row = z.object({ id: DraftId, sealed: z.instanceof(Buffer) });
const placeOf = (id: DraftId): Place => ({ table: 'drafts', id, column: 'sealed' });

export function draftRepository(sql: SqlRunner, sealer: Sealer): DraftRepository {
  const open = ({ id, sealed }: z.infer<typeof Row>): StoredDraft => ({ id, ...sealer.openJson(placeOf(id), sealed, DraftFacts) });
  return {
    list: async () => {
      const rows = await sql.all(Row, 'SELECT id, sealed FROM drafts');
      return rows.map(open).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    },
    find: async id => {
      const [row] = await sql.all(Row, 'SELECT id, sealed FROM drafts WHERE id = ?', [id]);
      return row && open(row);
    },
    save: async ({ id, ...facts }) => {
      const sealed = sealer.sealJson(placeOf(id), facts);
      await sql.run('INSERT INTO drafts (id, sealed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed', [id, sealed]);
    },
    remove: async id => {
      await sql.run('DELETE FROM drafts WHERE id = ?', [id]);
    },
  };
}
