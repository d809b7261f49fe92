import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { writeNoteKey } from '#shared/proof/signed-note';
import type { RequestContext, Services } from '../../../app/services.ts';
import { noteTools } from '../../../verify/proof-tools.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { fingerprintOf, readRecipientPublicKey } from '../packages/index.ts';

type ExchangeHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.recipient' | 'intake.listPartners'>;

/** Both halves are public; what a partner needs to know before he sends or takes anything. */
export function exchangeHandlers({ exchange: { publicKey, fingerprint, signer, recipients } }: Services): ExchangeHandlers {
  return {
    'intake.recipient': (_input, context) => {
      requireAllowed(requireSubject(context), 'intake.recipient');
      return Promise.resolve({ name: signer.key.name, publicKey, fingerprint, senderKey: writeNoteKey(noteTools, signer.key) });
    },
    'intake.listPartners': (_input, context) => {
      requireAllowed(requireSubject(context), 'intake.listPartners');
      const partners = [...recipients].flatMap(key => {
        const read = readRecipientPublicKey(key);
        return read ? [{ publicKey: key, fingerprint: fingerprintOf(read), isOwn: key === publicKey }] : [];
      });
      return Promise.resolve({ partners });
    },
  };
}
