import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { algorithm, createSerialNumber, dayMs, exportKey, importKey } from './certificate-kit.ts';

/** Signs the data centre's own certificate and those of the terminals. */
export type Authority = { readonly certificate: x509.X509Certificate; readonly key: webcrypto.CryptoKey };

const validityDays = 3650;

/** Where the authority and the server's certificate lie, below the data directory. */
export const tlsFolder = (dataDirectory: string): string => join(dataDirectory, 'tls');

/** The data centre's own authority: made at the first start, never replaced in silence. */
export async function provideAuthority(dataDirectory: string): Promise<Authority> {
  return loadAuthority(tlsFolder(dataDirectory)).catch(() => makeAuthority(dataDirectory));
}

async function loadAuthority(directory: string): Promise<Authority> {
  const certificate = new x509.X509Certificate(await readFile(join(directory, 'ca.crt'), 'utf8'));
  const key = await importKey(await readFile(join(directory, 'ca.key'), 'utf8'));
  return { certificate, key };
}

/** Both files appear at once, by renaming their folder: of two first starts at the same time one authority wins. */
async function makeAuthority(dataDirectory: string): Promise<Authority> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: createSerialNumber(),
    name: `CN=DangLian data centre ${hostname()} ${randomBytes(4).toString('hex')}`,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + validityDays * dayMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const directory = tlsFolder(dataDirectory);
  const making = await mkdtemp(join(dataDirectory, 'tls-'));
  await writeFile(join(making, 'ca.key'), await exportKey(keys.privateKey), { mode: 0o600 });
  await writeFile(join(making, 'ca.crt'), certificate.toString('pem'), { mode: 0o600 });
  await rename(making, directory).catch(() => rm(making, { recursive: true, force: true }));
  return loadAuthority(directory);
}
