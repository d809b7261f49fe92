import { createHmac } from 'node:crypto';
import type { HashSuite } from '#shared/proof/digest';
import type { Db } from '../../db/schema.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';
import type { OwnAnchor } from './own-anchor.ts';

/** What recording needs beside the database, and what must not lie in it. */
export type AuditKeeper = {
  readonly suite: HashSuite;
  /** Of persons whose files were touched; nobody who has only the database can tell which id number a hash belongs to. */
  hashSubject(idNumber: string): string;
  readonly now: () => Date;
  readonly signer: CheckpointSigner;
  readonly ownAnchor: OwnAnchor;
  /** Why no checkpoint is made any more: where the log was found broken. */
  trouble: string | undefined;
};

export type KeeperParts = {
  readonly subjectKey: Buffer;
  readonly signer: CheckpointSigner;
  readonly ownAnchor: OwnAnchor;
  readonly now?: () => Date;
  readonly suite?: HashSuite;
};

// By the dialect's adapter, which a database and its transactions share.
const keepers = new WeakMap<object, AuditKeeper>();

/** Before anything is recorded: events about persons need the key. */
export function keepAudit(db: Db, { subjectKey, signer, ownAnchor, now = () => new Date(), suite = 'sha256' }: KeeperParts): void {
  const hashSubject = (idNumber: string): string => createHmac(suite, subjectKey).update('danglian audit subject\n').update(idNumber).digest('hex');
  keepers.set(db.getExecutor().adapter, { suite, hashSubject, now, signer, ownAnchor, trouble: undefined });
}

export function requireKeeper(db: Db): AuditKeeper {
  const keeper = keepers.get(db.getExecutor().adapter);
  if (keeper === undefined) throw new Error('Nothing can be recorded on this database: it was opened without the key of the audit log.');
  return keeper;
}
