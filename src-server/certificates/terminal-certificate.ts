import { createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { AppError } from '#shared/errors/app-error';
import type { Authority } from './authority.ts';
import { algorithm, createSerialNumber, dayMs, sha256Hex } from './certificate-kit.ts';

export const terminalCertificateDays = 90;

/** A key that somebody has proved to hold. */
export type ProvedKey = { readonly publicKey: webcrypto.CryptoKey; readonly fingerprint: string };

export type TerminalCertificate = {
  readonly pem: string;
  /** SHA-256 of the certificate, in hex. */
  readonly fingerprint: string;
  readonly keyFingerprint: string;
  readonly serialNumber: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

/**
 * The key of a certificate request, if it is one of the two kinds that are taken and the request is signed by it. Whatever
 * else stands in the request (subject, extensions) is not read. Throws `terminal.request-invalid`.
 */
export async function readSigningRequest(pem: string): Promise<ProvedKey> {
  try {
    const request = new x509.Pkcs10CertificateRequest(pem);
    const key = createPublicKey(request.publicKey.toString('pem'));
    const accepted = findAcceptedAlgorithm(key);
    if (!accepted || !(await request.verify())) throw new Error('not a key that is taken, or not signed by it');
    const spki = key.export({ type: 'spki', format: 'der' });
    return { publicKey: await webcrypto.subtle.importKey('spki', spki, accepted, true, ['verify']), fingerprint: sha256Hex(spki) };
  } catch (cause) {
    throw new AppError('terminal.request-invalid', {}, { cause });
  }
}

function findAcceptedAlgorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): webcrypto.Algorithm | webcrypto.EcKeyImportParams | undefined {
  if (asymmetricKeyType === 'ed25519') return { name: 'Ed25519' };
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1' ? algorithm : undefined;
}

export type CertificateWish = { readonly terminalId: string; readonly key: ProvedKey; readonly now: Date };

/** Names the terminal by its id alone; good for being a client, nothing else. */
export async function issueTerminalCertificate({ certificate, key: signingKey }: Authority, { terminalId, key, now }: CertificateWish): Promise<TerminalCertificate> {
  const serialNumber = createSerialNumber();
  // Certificates count in whole seconds.
  const issuedAt = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const expiresAt = new Date(issuedAt.getTime() + terminalCertificateDays * dayMs);
  const issued = await x509.X509CertificateGenerator.create({
    serialNumber,
    subject: `CN=${terminalId}`,
    issuer: certificate.subject,
    // An hour back: the terminal's clock may be behind.
    notBefore: new Date(issuedAt.getTime() - 3_600_000),
    notAfter: expiresAt,
    publicKey: key.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], true),
      await x509.AuthorityKeyIdentifierExtension.create(certificate),
    ],
  });
  return { pem: issued.toString('pem'), fingerprint: sha256Hex(issued.rawData), keyFingerprint: key.fingerprint, serialNumber, issuedAt, expiresAt };
}
