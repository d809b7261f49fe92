import { z } from 'zod';
import { LoginName, Password } from '../../domain/account.ts';
import { AccountId } from '../../domain/ids.ts';
import { KeyChallengeId, KeyId, KeyState, KeySuite, RegisteredKey } from '../../domain/signing-key.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';
import { publicOperations, SaidEdition } from './session-operations.ts';

const base64Of = (maxBytes: number) => z.base64().min(1).max(Math.ceil(maxBytes / 3) * 4);
const Reason = z.string().trim().min(1).max(200);

/** Made by a key over the bytes of `encodeKeyMessage`; ECDSA as r and s in 32 bytes each. */
const KeyProof = z.object({ challengeId: KeyChallengeId, suite: KeySuite, signature: base64Of(1024) });

/** Asked without a session. */
export const keySignInOperations = {
  /** The same answer whether the name exists or not. Good for one signature within 60 seconds, at the terminal that asked. */
  'session.challenge': operation(
    z.object({ loginName: LoginName }),
    z.object({ challengeId: KeyChallengeId, nonce: z.base64(), serverId: z.uuid() }),
  ),
  'session.signInWithKey': operation(KeyProof.extend({ loginName: LoginName, edition: SaidEdition }), publicOperations['session.signIn'].output),
};

export const keySessionOperations = {
  /** What `session.confirmPassword` is to a session that began with a key; that one is refused there. */
  'session.confirmWithKey': operation(KeyProof, Nothing),
  /** Told by the terminal, which has locked its screen. */
  'session.keyRemoved': operation(Nothing, Nothing),
};

/** By the security officer. */
export const keyOperations = {
  'keys.list': operation(
    z.object({ query: z.string().trim().max(60).default(''), state: KeyState.nullable().default(null), accountId: AccountId.nullable().default(null), page: PageNumber }),
    listOf(RegisteredKey),
  ),
  /**
   * The key signs a challenge made for the holder's login name, so it is here and its PIN is known; the holder gives his own password,
   * so he is here too: nobody, not the officer either, ties a key of his own to the account of another. A certificate or a bare public key, in DER.
   */
  'keys.register': operation(
    KeyProof.extend({
      accountId: AccountId,
      holderPassword: Password,
      certificate: base64Of(8192).nullable(),
      publicKey: base64Of(1024).nullable(),
      serial: z.string().trim().min(1).max(64),
      label: z.string().trim().min(1).max(60),
    }),
    z.object({ id: KeyId }),
  ),
  /** Ends the session that began with it. */
  'keys.revoke': operation(z.object({ id: KeyId, reason: Reason }), Nothing),
};
