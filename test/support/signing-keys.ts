import { createPublicKey, generateKeyPairSync, sign, constants, type KeyObject } from 'node:crypto';
import { encodeKeyMessage, type KeyPurpose } from '../../src-shared/domain/key-message.ts';
import { AccountId } from '../../src-shared/domain/ids.ts';
import type { KeyChallengeId, KeyId, KeySuite } from '../../src-shared/domain/signing-key.ts';
import { anAccount, testPassword } from './builders.ts';
import type { EnrolledTerminal } from './enrolled.ts';
import type { TestServer } from './server.ts';

/** A key pair of Node's, where a test is about the data centre and not about tokens. */
export type TestKey = { readonly suite: KeySuite; readonly privateKey: KeyObject; readonly publicKey: string };

export function aTestKey(suite: KeySuite = 'ecdsa-p256-sha256', bits = 2048): TestKey {
  const { privateKey } = suite === 'ecdsa-p256-sha256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: bits });
  return { suite, privateKey, publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64') };
}

export function signAs({ suite, privateKey }: TestKey, message: Uint8Array): string {
  const padding = suite === 'rsa-pss-sha256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
  return sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363', ...padding }).toString('base64');
}

type Proving = {
  readonly key: TestKey;
  readonly loginName: string;
  readonly purpose?: KeyPurpose;
  /** Where the key is plugged in; 测试终端 unless told otherwise. */
  readonly from?: EnrolledTerminal;
  /** What the signature says instead of the truth. */
  readonly claims?: Partial<{ serverId: string; nonce: Uint8Array; terminal: string; loginName: string; purpose: KeyPurpose }>;
};

type Proof = { readonly challengeId: KeyChallengeId; readonly suite: KeySuite; readonly signature: string };

/** Asks for a challenge and signs it. */
export async function aProof(server: TestServer, { key, loginName, purpose = 'sign-in', from, claims = {} }: Proving): Promise<Proof> {
  const terminal = from ?? (await server.terminal());
  const { challengeId, nonce, serverId } = await server.callFrom(terminal)(null, 'session.challenge', { loginName });
  const message = encodeKeyMessage({ purpose, suite: key.suite, serverId, loginName, nonce: Buffer.from(nonce, 'base64'), terminal: terminal.certificate, ...claims });
  return { challengeId, suite: key.suite, signature: signAs(key, message) };
}

export async function aSecurityOfficer(server: TestServer): Promise<string> {
  return server.signIn((await anAccount(server.db, { roles: ['security-officer'] })).loginName);
}

type Registering = { readonly officer: string; readonly key: TestKey; readonly account: { readonly id: string; readonly loginName: string }; readonly purpose?: KeyPurpose };

/** Through the contract, as at the officer's terminal. */
export async function registerKey(server: TestServer, { officer, key, account, purpose = 'register' }: Registering, changes: { readonly publicKey?: string; readonly certificate?: string; readonly holderPassword?: string } = {}): Promise<{ readonly id: KeyId }> {
  const proof = await aProof(server, { key, loginName: account.loginName, purpose });
  const registration = { ...proof, accountId: AccountId.parse(account.id), holderPassword: testPassword, certificate: null, publicKey: key.publicKey, serial: 'A1B2C3', label: '蓝色' };
  return server.call(officer, 'keys.register', { ...registration, ...changes });
}
