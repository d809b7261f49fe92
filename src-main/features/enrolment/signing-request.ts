import { createPrivateKey, createPublicKey, generateKeyPair, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';

/** P-256, as PKCS#8 in PEM. */
export async function createTerminalKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A certificate request (PKCS#10) for this key, signed by it. Who the terminal is the data centre says, not the request. */
export async function createSigningRequest(keyPem: string): Promise<string> {
  // Loaded when it is needed: at enrolment and at a renewal, not at every start.
  const { Pkcs10CertificateRequestGenerator } = await import('./certificate-kit.ts');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const key = createPrivateKey(keyPem);
  const privateKey = await webcrypto.subtle.importKey('pkcs8', key.export({ type: 'pkcs8', format: 'der' }), algorithm, false, ['sign']);
  const publicKey = await webcrypto.subtle.importKey('spki', createPublicKey(key).export({ type: 'spki', format: 'der' }), algorithm, true, ['verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=terminal', keys: { privateKey, publicKey }, signingAlgorithm: algorithm }, webcrypto);
  return request.toString('pem');
}
