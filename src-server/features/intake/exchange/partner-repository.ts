import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { maxPartners, type Partner, type PartnerFingerprints, type PartnerKeys } from '#shared/domain/partner';
import { readNoteKey, type NoteKey } from '#shared/proof/signed-note';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../../db/schema.ts';
import { noteTools } from '../../../verify/proof-tools.ts';
import { fingerprintOf, readRecipientPublicKey } from '../packages/index.ts';

/** Asked for each package anew: a revocation counts at once, whichever process hears of it. */
export async function listSenders(db: Db): Promise<readonly NoteKey[]> {
  const rows = await db.selectFrom('exchangePartners').select('senderKey').where('revokedAt', 'is', null).where('senderKey', 'is not', null).execute();
  return rows.flatMap(({ senderKey }) => (senderKey === null ? [] : (readNoteKey(noteTools, senderKey) ?? [])));
}

export async function listRecipients(db: Db): Promise<readonly { readonly name: string; readonly publicKey: string }[]> {
  const rows = await db.selectFrom('exchangePartners').select(['name', 'recipientKey']).where('revokedAt', 'is', null).where('recipientKey', 'is not', null).orderBy('name').execute();
  return rows.flatMap(({ name, recipientKey }) => (recipientKey === null ? [] : [{ name, publicKey: recipientKey }]));
}

/** Those that stand first, revoked ones behind. */
export async function listPartners(db: Db): Promise<readonly z.input<typeof Partner>[]> {
  const rows = await db
    .selectFrom('exchangePartners')
    .leftJoin('accounts as adders', 'adders.id', 'addedBy')
    .leftJoin('accounts as revokers', 'revokers.id', 'revokedBy')
    .select(['exchangePartners.id', 'exchangePartners.name', 'senderKey', 'recipientKey', 'addedAt', 'revokedAt', 'reason', 'adders.displayName as addedByName', 'revokers.displayName as revokedByName'])
    .orderBy('revokedAt', order => order.desc().nullsFirst())
    .orderBy('exchangePartners.name')
    .limit(maxPartners)
    .execute();
  return rows.map(({ senderKey, recipientKey, addedAt, revokedAt, addedByName, revokedByName, ...partner }) => ({
    ...partner,
    ...{ sends: senderKey !== null, receives: recipientKey !== null, fingerprints: fingerprintsOf({ senderKey, recipientKey }) },
    ...{ addedBy: addedByName, addedAt: addedAt.toISOString(), revokedBy: revokedByName, revokedAt: revokedAt?.toISOString() ?? null },
  }));
}

/** Throws `partner.key-unreadable` for what is no key. */
export function fingerprintsOf({ senderKey, recipientKey }: PartnerKeys): PartnerFingerprints {
  const sender = senderKey === null ? undefined : readNoteKey(noteTools, senderKey);
  const recipient = recipientKey === null ? undefined : readRecipientPublicKey(recipientKey);
  if ((senderKey !== null && !sender) || (recipientKey !== null && !recipient)) throw new AppError('partner.key-unreadable');
  return {
    sender: sender ? createHash('sha256').update(sender.publicKey).digest('hex').slice(0, 16) : null,
    recipient: recipient ? fingerprintOf(recipient) : null,
  };
}

export type NewPartner = PartnerKeys & { readonly name: string; readonly addedBy: string | null; readonly addedAt: Date };

/** Undefined when one of the keys is known already. */
export async function insertPartner(tx: Db, { name, senderKey, recipientKey, addedBy, addedAt }: NewPartner): Promise<string | undefined> {
  const row = { id: randomUUID(), name, senderKey, recipientKey, addedBy, addedAt, revokedBy: null, revokedAt: null };
  const made = await tx.insertInto('exchangePartners').values(row).onConflict(conflict => conflict.doNothing()).returning('id').executeTakeFirst();
  return made?.id;
}
