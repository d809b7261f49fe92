import { z } from 'zod';
import { AccountId } from './ids.ts';

/** A registered USB key (密钥). */
export const KeyId = z.uuid().brand<'KeyId'>();
export type KeyId = z.infer<typeof KeyId>;

export const KeyChallengeId = z.uuid().brand<'KeyChallengeId'>();
export type KeyChallengeId = z.infer<typeof KeyChallengeId>;

/**
 * How a key signs. `sm2-sm3` has its name so that a data centre can say it does not take it: PKCS#11 tokens do SM2 by mechanisms of
 * their vendors only, which need that vendor's device.
 */
export const keySuites = ['ecdsa-p256-sha256', 'rsa-pss-sha256', 'rsa-pkcs1-sha256', 'sm2-sm3'] as const;
export const KeySuite = z.enum(keySuites);
export type KeySuite = z.infer<typeof KeySuite>;

export const KeyState = z.enum(['active', 'revoked']);
export type KeyState = z.infer<typeof KeyState>;

export const RegisteredKey = z.object({
  id: KeyId,
  accountId: AccountId,
  loginName: z.string(),
  displayName: z.string(),
  unitName: z.string(),
  label: z.string(),
  /** The number that the token tells of itself, usually printed on it. */
  serial: z.string(),
  /** From its certificate; empty when a bare public key was registered. */
  holder: z.string(),
  /** SHA-256 over the public key (SubjectPublicKeyInfo). */
  fingerprint: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  state: KeyState,
  registeredBy: z.string(),
  registeredAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type RegisteredKey = z.infer<typeof RegisteredKey>;

/** The PIN is checked by the token, never by us. Shorter ones are refused before they cost a try. */
export const pinPolicy = { minLength: 6, maxLength: 64 } as const;
export const Pin = z.string().min(pinPolicy.minLength).max(pinPolicy.maxLength);

/** What a token tells of its tries: `low` after a wrong PIN, `final-try` when the next wrong one locks it. The number itself is not told. */
export const PinState = z.enum(['usual', 'low', 'final-try', 'locked']);
export type PinState = z.infer<typeof PinState>;

/** One key pair on a token. `suite` null: of a kind that is not taken. */
export const PresentKey = z.object({
  /** Stays the same wherever and whenever the token is plugged in. */
  id: z.string().min(1).max(300),
  holder: z.string(),
  suite: KeySuite.nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type PresentKey = z.infer<typeof PresentKey>;

export const PresentToken = z.object({
  /** Another one each time the token is plugged in. */
  insertion: z.uuid(),
  serial: z.string(),
  label: z.string(),
  pinState: PinState,
  keys: z.array(PresentKey).readonly(),
});
export type PresentToken = z.infer<typeof PresentToken>;
