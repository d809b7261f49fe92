import { createHash } from 'node:crypto';
import type { Mechanism } from 'pkcs11js';
import type { KeySuite } from '#shared/domain/signing-key';
import { AppError } from '#shared/errors/app-error';
import { findObjects } from './pkcs11-keys.ts';
import type { Handle, TokenModule } from './pkcs11-module.ts';

export type SignTask = {
  readonly slot: Handle;
  /** CKA_ID of the private key. */
  readonly keyId: Buffer;
  readonly suite: KeySuite;
  /** Wiped as soon as the token has it. */
  readonly pin: Uint8Array;
  readonly message: Uint8Array;
};

/** Opens the token with its PIN for this one signature and closes it again. Throws what the library throws. */
export async function signWithToken(module: TokenModule, task: SignTask): Promise<Buffer<ArrayBuffer>> {
  const { library, constants } = module;
  const session = library.C_OpenSession(task.slot, constants.CKF_SERIAL_SESSION);
  try {
    logIn(module, session, task.pin);
    try {
      return await sign(module, session, task);
    } finally {
      library.C_Logout(session);
    }
  } finally {
    library.C_CloseSession(session);
  }
}

function logIn({ library, constants }: TokenModule, session: Handle, pin: Uint8Array): void {
  try {
    // The binding takes text only; this copy is out of our hands until the engine reuses its place.
    library.C_Login(session, constants.CKU_USER, Buffer.from(pin.buffer, pin.byteOffset, pin.length).toString('utf8'));
  } finally {
    pin.fill(0);
  }
}

async function sign(module: TokenModule, session: Handle, { slot, keyId, suite, message }: SignTask): Promise<Buffer<ArrayBuffer>> {
  const { library, constants } = module;
  const [key] = findObjects(module, session, [{ type: constants.CKA_CLASS, value: constants.CKO_PRIVATE_KEY }, { type: constants.CKA_ID, value: keyId }]);
  if (!key) throw new AppError('key.no-certificate');
  const { mechanism, input } = prepare(module, { suite, message, canHash: new Set(library.C_GetMechanismList(slot)) });
  library.C_SignInit(session, mechanism, key);
  // On another thread: some tokens wait for a press of their button, and the heart must go on beating.
  return Buffer.from(await library.C_SignAsync(session, input, Buffer.alloc(1024)));
}

type Preparing = { readonly suite: KeySuite; readonly message: Uint8Array; readonly canHash: ReadonlySet<number> };
type Prepared = { readonly mechanism: Mechanism; readonly input: Buffer };

/** DigestInfo of SHA-256, for tokens that do not hash themselves. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

function prepare({ constants }: TokenModule, { suite, message, canHash }: Preparing): Prepared {
  const whole = Buffer.from(message);
  const digest = createHash('sha256').update(message).digest();
  switch (suite) {
    case 'ecdsa-p256-sha256':
      return { mechanism: { mechanism: constants.CKM_ECDSA }, input: digest };
    case 'rsa-pss-sha256': {
      const parameter = { type: constants.CK_PARAMS_RSA_PSS, hashAlg: constants.CKM_SHA256, mgf: constants.CKG_MGF1_SHA256, saltLen: digest.length };
      return { mechanism: { mechanism: constants.CKM_SHA256_RSA_PKCS_PSS, parameter }, input: whole };
    }
    case 'rsa-pkcs1-sha256':
      if (canHash.has(constants.CKM_SHA256_RSA_PKCS)) return { mechanism: { mechanism: constants.CKM_SHA256_RSA_PKCS }, input: whole };
      return { mechanism: { mechanism: constants.CKM_RSA_PKCS }, input: Buffer.concat([digestInfo, digest]) };
    case 'sm2-sm3':
      throw new AppError('key.not-supported');
  }
}
