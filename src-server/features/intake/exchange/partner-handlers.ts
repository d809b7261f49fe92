import type { Handlers } from '#shared/contract/operation';
import type { partnerOperations } from '#shared/contract/server/partner-operations';
import { maxPartners, PartnerId } from '#shared/domain/partner';
import { AppError } from '#shared/errors/app-error';
import { writeNoteKey } from '#shared/proof/signed-note';
import type { RequestContext, Services } from '../../../app/services.ts';
import { noteTools } from '../../../verify/proof-tools.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { fingerprintsOf, insertPartner, listPartners } from './partner-repository.ts';

/** 交换单位: who decides where volumes may go, and whose are taken, sees no file himself. */
export function partnerHandlers({ db, now, exchange: { publicKey, signer } }: Services): Handlers<typeof partnerOperations, RequestContext> {
  const senderKey = writeNoteKey(noteTools, signer.key);
  return {
    'partners.list': async (_input, context) => {
      requireAllowed(requireSubject(context), 'partners.list');
      return { own: { name: signer.key.name, senderKey, publicKey, fingerprints: fingerprintsOf({ senderKey, recipientKey: publicKey }) }, partners: await listPartners(db) };
    },
    'partners.read': (keys, context) => {
      requireAllowed(requireSubject(context), 'partners.read');
      return Promise.resolve(fingerprintsOf(keys));
    },
    'partners.add': async ({ name, ...keys }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'partners.add');
      const { sender, recipient } = fingerprintsOf(keys);
      return db.transaction().execute(async tx => {
        const { count } = await tx.selectFrom('exchangePartners').select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
        if (Number(count) >= maxPartners) throw new AppError('partner.too-many', { limit: maxPartners });
        const id = await insertPartner(tx, { ...keys, name, addedBy: subject.accountId, addedAt: now() });
        if (id === undefined) throw new AppError('partner.key-known');
        await recordEvent(tx, subject, { act: 'partners.add', object: name, detail: `sender=${sender ?? '-'} recipient=${recipient ?? '-'}` });
        return { id: PartnerId.parse(id) };
      });
    },
    'partners.revoke': async ({ id, reason }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'partners.revoke');
      await db.transaction().execute(async tx => {
        const revoked = await tx.updateTable('exchangePartners').set({ revokedBy: subject.accountId, revokedAt: now(), reason }).where('id', '=', id).where('revokedAt', 'is', null).returning('name').executeTakeFirst();
        if (!revoked) throw new AppError('record.changed');
        await recordEvent(tx, subject, { act: 'partners.revoke', object: revoked.name, detail: reason });
      });
      return {};
    },
  };
}
