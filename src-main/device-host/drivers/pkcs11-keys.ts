import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { KeySuite } from '#shared/domain/signing-key';
import type { Handle, Template, TokenModule } from './pkcs11-module.ts';

/** A key pair as far as a token tells without its PIN: by its certificate, or by a bare public key. */
export type TokenKey = {
  /** CKA_ID, which certificate, public and private key have in common. */
  readonly id: Buffer;
  readonly suite: KeySuite | null;
  readonly holder: string;
  readonly expiresAt: Date | null;
  readonly certificate: Buffer<ArrayBuffer> | null;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer<ArrayBuffer>;
};

const maxObjects = 32;

/** Certificates of authorities, which many tokens carry along, are left out. */
export function readKeys(module: TokenModule, session: Handle, slot: Handle): readonly TokenKey[] {
  const mechanisms = new Set(module.library.C_GetMechanismList(slot));
  const certified = readCertificates(module, session);
  const known = new Set(certified.map(({ id }) => id.toString('hex')));
  const bare = readPublicKeys(module, session).filter(({ id }) => !known.has(id.toString('hex')));
  // Libraries find objects in any order; lists on the screen keep theirs.
  const all = [...certified, ...bare].sort((a, b) => a.id.compare(b.id));
  return all.map(key => ({ ...key, publicKey: Buffer.from(key.key.export({ format: 'der', type: 'spki' })), suite: suiteOf(key.key, mechanisms, module) }));
}

type Found = Omit<TokenKey, 'suite' | 'publicKey'> & { readonly key: KeyObject };

function readCertificates(module: TokenModule, session: Handle): readonly Found[] {
  const { CKA_CLASS, CKO_CERTIFICATE, CKA_ID, CKA_VALUE } = module.constants;
  return findObjects(module, session, [{ type: CKA_CLASS, value: CKO_CERTIFICATE }]).flatMap(object => {
    const [id, der] = readAttributes(module, { session, object }, [CKA_ID, CKA_VALUE]);
    const certificate = der && parseCertificate(der);
    if (!id || !certificate || certificate.ca) return [];
    const holder = /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? '';
    return [{ id, holder: holder.slice(0, 60), expiresAt: certificate.validToDate, certificate: Buffer.from(certificate.raw), key: certificate.publicKey }];
  });
}

function parseCertificate(der: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined; // of a kind that is not taken, SM2 for one
  }
}

function readPublicKeys(module: TokenModule, session: Handle): readonly Found[] {
  const { CKA_CLASS, CKO_PUBLIC_KEY, CKA_KEY_TYPE, CKK_EC, CKK_RSA, CKA_ID } = module.constants;
  const read = (keyType: number, toKey: (object: Handle) => KeyObject | undefined): readonly Found[] =>
    findObjects(module, session, [{ type: CKA_CLASS, value: CKO_PUBLIC_KEY }, { type: CKA_KEY_TYPE, value: keyType }]).flatMap(object => {
      const [id] = readAttributes(module, { session, object }, [CKA_ID]);
      const key = toKey(object);
      return id && key ? [{ id, holder: '', expiresAt: null, certificate: null, key }] : [];
    });
  return [...read(CKK_EC, object => readEcKey(module, { session, object })), ...read(CKK_RSA, object => readRsaKey(module, { session, object }))];
}

type ObjectOf = { readonly session: Handle; readonly object: Handle };

/** P-256 in CKA_EC_PARAMS. */
const prime256v1 = Buffer.from('06082a8648ce3d030107', 'hex');

function readEcKey(module: TokenModule, at: ObjectOf): KeyObject | undefined {
  const [params, point] = readAttributes(module, at, [module.constants.CKA_EC_PARAMS, module.constants.CKA_EC_POINT]);
  if (!params?.equals(prime256v1) || !point) return undefined;
  // 04 x y, in an OCTET STRING as the standard says, or bare as some libraries have it.
  const bare = point.length === 67 ? point.subarray(2) : point;
  if (bare.length !== 65) return undefined;
  const toText = (start: number): string => bare.subarray(start, start + 32).toString('base64url');
  return importKey({ kty: 'EC', crv: 'P-256', x: toText(1), y: toText(33) });
}

function readRsaKey(module: TokenModule, at: ObjectOf): KeyObject | undefined {
  const [modulus, exponent] = readAttributes(module, at, [module.constants.CKA_MODULUS, module.constants.CKA_PUBLIC_EXPONENT]);
  return modulus && exponent ? importKey({ kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') }) : undefined;
}

function importKey(jwk: Readonly<Record<string, string>>): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined; // no point of the curve: whatever it is, it is no key
  }
}

export function findObjects({ library }: TokenModule, session: Handle, template: Template): readonly Handle[] {
  library.C_FindObjectsInit(session, template);
  try {
    return library.C_FindObjects(session, maxObjects);
  } finally {
    library.C_FindObjectsFinal(session);
  }
}

/** Empty when the object does not have all of them. */
function readAttributes({ library }: TokenModule, { session, object }: ObjectOf, types: readonly number[]): readonly Buffer[] {
  try {
    return library.C_GetAttributeValue(session, object, types.map(type => ({ type }))).map(({ value }) => value);
  } catch {
    return [];
  }
}

function suiteOf(key: KeyObject, mechanisms: ReadonlySet<number>, { constants }: TokenModule): KeySuite | null {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (namedCurve === 'prime256v1') return mechanisms.has(constants.CKM_ECDSA) ? 'ecdsa-p256-sha256' : null;
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < 2048) return null;
  // PSS where the token does it.
  if (mechanisms.has(constants.CKM_SHA256_RSA_PKCS_PSS)) return 'rsa-pss-sha256';
  return mechanisms.has(constants.CKM_SHA256_RSA_PKCS) || mechanisms.has(constants.CKM_RSA_PKCS) ? 'rsa-pkcs1-sha256' : null;
}
