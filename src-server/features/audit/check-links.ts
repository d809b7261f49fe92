import type { Selectable } from 'kysely';
import { columnsOf, readPayload } from '#shared/proof/audit-record';
import { canonicalJson } from '#shared/proof/canonical-json';
import { linkHash } from '#shared/proof/chain';
import { equalBytes } from '#shared/proof/digest';
import type { Schema } from '../../db/schema.ts';
import { createDigest } from '../../verify/proof-tools.ts';

export type StoredEvent = Selectable<Schema['auditEvents']>;

/** The log is not what was written. No checkpoint is signed over it. */
export class LogBroken extends Error {}

/** What every event must show before it goes into the tree: its number, its link, its bytes, its columns. Answers its hash. */
export function requireLink(event: StoredEvent, expected: { readonly sequence: number; readonly prev: Uint8Array }): Uint8Array {
  const { payload, prev, hash, at, sequence, ...rest } = event;
  const where = `event ${String(expected.sequence)}`;
  if (Number(sequence) !== expected.sequence) throw new LogBroken(`${where} is missing`);
  if (!equalBytes(prev, expected.prev)) throw new LogBroken(`${where} does not follow the one before it`);
  if (!equalBytes(linkHash(createDigest(event.suite), prev, payload), hash)) throw new LogBroken(`${where} does not have its hash`);
  const record = readPayload(payload.toString());
  if (record === undefined) throw new LogBroken(`${where} cannot be read`);
  const columns = { ...rest, sequence: Number(sequence), at: at.toISOString() };
  if (canonicalJson(columns) !== canonicalJson(columnsOf(record))) throw new LogBroken(`${where} says one thing in its bytes and another in its columns`);
  return hash;
}
