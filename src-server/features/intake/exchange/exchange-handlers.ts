import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { writeNoteKey } from '#shared/proof/signed-note';
import type { RequestContext, Services } from '../../../app/services.ts';
import { noteTools } from '../../../verify/proof-tools.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { fingerprintOf, readRecipientPublicKey } from '../packages/index.ts';
import { listRecipients } from './partner-repository.ts';

type ExchangeHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.recipient' | 'intake.listPartners'>;

/** Both halves are public; what a partner needs to know before he sends or takes anything. */
export function exchangeHandlers({ db, exchange: { publicKey, fingerprint, signer } }: Services): ExchangeHandlers {
  return {
    'intake.recipient': (_input, context) => {
      requireAllowed(requireSubject(context), 'intake.recipient');
      return Promise.resolve({ name: signer.key.name, publicKey, fingerprint, senderKey: writeNoteKey(noteTools, signer.key) });
    },
    'intake.listPartners': async (_input, context) => {
      requireAllowed(requireSubject(context), 'intake.listPartners');
      const partners = (await listRecipients(db)).flatMap(({ name, publicKey: key }) => {
        const read = readRecipientPublicKey(key);
        return read ? [{ name, publicKey: key, fingerprint: fingerprintOf(read), isOwn: false }] : [];
      });
      return { partners: [{ name: signer.key.name, publicKey, fingerprint, isOwn: true }, ...partners] };
    },
  };
}
