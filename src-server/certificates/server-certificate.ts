import { randomBytes, webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { writeDurably } from '../blobs/durable-file.ts';
import { tlsFolder, type Authority } from './authority.ts';
import { algorithm, createSerialNumber, dayMs, exportKey } from './certificate-kit.ts';

/** Key and certificate as PEM. */
export type KeyAndCertificate = { readonly key: string; readonly cert: string };

const validity = { days: 397, renewBeforeDays: 30 } as const;

/**
 * The data centre's certificate under its own authority, renewed at a start when it nears its end or the machine's names
 * changed. `ca.crt` in the data directory is what a terminal pins.
 */
export async function provideServerCertificate(dataDirectory: string, authority: Authority, extraNames: readonly string[]): Promise<KeyAndCertificate> {
  await replaceFile(join(dataDirectory, 'ca.crt'), authority.certificate.toString('pem'));
  const names = listNames(extraNames);
  const path = join(tlsFolder(dataDirectory), 'server.pem');
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

async function issueServerCertificate({ certificate, key }: Authority, names: readonly string[]): Promise<KeyAndCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const issued = await x509.X509CertificateGenerator.create({
    serialNumber: createSerialNumber(),
    subject: `CN=${hostname()}`,
    issuer: certificate.subject,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + validity.days * dayMs),
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

function parsePem(text: string): KeyAndCertificate | undefined {
  const find = (label: string): string | undefined => new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text)?.[0];
  const key = find('PRIVATE KEY');
  const cert = find('CERTIFICATE');
  return key === undefined || cert === undefined ? undefined : { key, cert };
}

function replaceFile(path: string, text: string): Promise<void> {
  return writeDurably(path, [Buffer.from(text)], `${path}.${randomBytes(6).toString('hex')}`);
}
