import 'reflect-metadata'; // @peculiar/x509 needs it loaded first
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { writeDurably } from '../blobs/durable-file.ts';
import type { TlsFiles } from './server-parts.ts';

x509.cryptoProvider.set(webcrypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 3_600_000;
const validity = { authorityDays: 3650, serverDays: 397, renewBeforeDays: 30 } as const;

type Authority = { readonly certificate: x509.X509Certificate; readonly key: webcrypto.CryptoKey };

/**
 * The data centre's own certificate authority and server certificate: made at the first start, kept in `tls/` of the data
 * directory, the server's renewed at a start when it nears its end or the machine's names changed. `ca.crt` in the data
 * directory is what a terminal pins. The authority will also sign the terminals' certificates.
 */
export async function provideTls(dataDirectory: string, extraNames: readonly string[]): Promise<TlsFiles> {
  const directory = join(dataDirectory, 'tls');
  const authority = await loadAuthority(directory).catch(() => makeAuthority(dataDirectory, directory));
  await replaceFile(join(dataDirectory, 'ca.crt'), authority.certificate.toString('pem'));
  const names = listNames(extraNames);
  const path = join(directory, 'server.pem');
  const present = parsePem(await readFile(path, 'utf8').catch(() => ''));
  if (present && (await isStillGood(present.cert, names, authority))) return present;
  const made = await issueServerCertificate(authority, names);
  await replaceFile(path, `${made.key}\n${made.cert}\n`);
  return made;
}

/** This machine's names and addresses, and those the operator gave. */
function listNames(extraNames: readonly string[]): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap(entries => (entries ?? []).map(({ address }) => address));
  return [...new Set(['localhost', '127.0.0.1', hostname(), ...addresses.filter(address => !address.startsWith('fe80')), ...extraNames].map(spell))];
}

/** One spelling for each address: `::1`, not `0:0:0:0:0:0:0:1`. */
function spell(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name.toLowerCase();
}

async function loadAuthority(directory: string): Promise<Authority> {
  const certificate = new x509.X509Certificate(await readFile(join(directory, 'ca.crt'), 'utf8'));
  const key = await importKey(await readFile(join(directory, 'ca.key'), 'utf8'));
  return { certificate, key };
}

/** Both files appear at once, by renaming their folder: of two first starts at the same time one authority wins. */
async function makeAuthority(dataDirectory: string, directory: string): Promise<Authority> {
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: createSerialNumber(),
    name: `CN=DangLian data centre ${hostname()} ${randomBytes(4).toString('hex')}`,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + validity.authorityDays * dayMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const making = await mkdtemp(join(dataDirectory, 'tls-'));
  await writeFile(join(making, 'ca.key'), await exportKey(keys.privateKey), { mode: 0o600 });
  await writeFile(join(making, 'ca.crt'), certificate.toString('pem'), { mode: 0o600 });
  await rename(making, directory).catch(() => rm(making, { recursive: true, force: true }));
  return loadAuthority(directory);
}

async function issueServerCertificate({ certificate, key }: Authority, names: readonly string[]): Promise<TlsFiles> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const issued = await x509.X509CertificateGenerator.create({
    serialNumber: createSerialNumber(),
    subject: `CN=${hostname()}`,
    issuer: certificate.subject,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + validity.serverDays * dayMs),
    publicKey: keys.publicKey,
    signingKey: key,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(name => ({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name }))),
      await x509.AuthorityKeyIdentifierExtension.create(certificate),
    ],
  });
  return { key: await exportKey(keys.privateKey), cert: issued.toString('pem') };
}

async function isStillGood(pem: string, names: readonly string[], { certificate }: Authority): Promise<boolean> {
  const present = new x509.X509Certificate(pem);
  const held = present.getExtension(x509.SubjectAlternativeNameExtension)?.names.items.map(({ value }) => spell(value)) ?? [];
  const isCurrent = present.notAfter.getTime() - Date.now() > validity.renewBeforeDays * dayMs;
  return isCurrent && names.every(name => held.includes(name)) && (await present.verify({ publicKey: certificate.publicKey, signatureOnly: true }));
}

function parsePem(text: string): TlsFiles | undefined {
  const find = (label: string): string | undefined => new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text)?.[0];
  const key = find('PRIVATE KEY');
  const cert = find('CERTIFICATE');
  return key === undefined || cert === undefined ? undefined : { key, cert };
}

/** Positive and of 16 bytes. */
function createSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), algorithm, false, ['sign']);
}

function replaceFile(path: string, text: string): Promise<void> {
  return writeDurably(path, Buffer.from(text), `${path}.${randomBytes(6).toString('hex')}`);
}
