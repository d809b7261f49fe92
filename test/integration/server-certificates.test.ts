import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provideTls } from '../../src-server/certificates/index.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-tls-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const authorityIn = async (folder: string): Promise<X509Certificate> => new X509Certificate(await readFile(join(folder, 'ca.crt')));

test('the first start makes an authority and a certificate under it for this machine and the names given', async () => {
  const folder = join(directory, 'first');
  const { cert, key } = await provideTls(folder, ['archive.example', '10.20.30.40']);
  const certificate = new X509Certificate(cert);
  const authority = await authorityIn(folder);
  expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  for (const name of ['localhost', 'archive.example']) expect(certificate.checkHost(name)).toBe(name);
  for (const address of ['127.0.0.1', '10.20.30.40']) expect(certificate.checkIP(address)).toBe(address);
  expect(certificate.checkHost('elsewhere.example')).toBeUndefined();
  expect([authority.ca, certificate.ca]).toEqual([true, false]);
});

test('its keys are for their owner alone', async () => {
  for (const name of ['ca.key', 'server.pem']) {
    expect((await stat(join(directory, 'first', 'tls', name))).mode & 0o777, name).toBe(0o600);
  }
});

test('a later start keeps both, also when the names differ in spelling only', async () => {
  const folder = join(directory, 'kept');
  const first = await provideTls(folder, ['Archive.Example', 'fd00::2']);
  const authority = await authorityIn(folder);
  expect(await provideTls(folder, ['archive.example', 'FD00:0:0:0:0:0:0:2'])).toEqual(first);
  expect((await authorityIn(folder)).fingerprint256).toBe(authority.fingerprint256);
});

test('a new name gets a new certificate under the same authority: terminals need not be told', async () => {
  const folder = join(directory, 'renamed');
  const first = await provideTls(folder, []);
  const authority = await authorityIn(folder);
  const second = new X509Certificate((await provideTls(folder, ['new.example'])).cert);
  expect(second.fingerprint256).not.toBe(new X509Certificate(first.cert).fingerprint256);
  expect(second.verify(authority.publicKey)).toBe(true);
  expect((await authorityIn(folder)).fingerprint256).toBe(authority.fingerprint256);
});

test('first starts at the same time agree on one authority', async () => {
  const folder = join(directory, 'race');
  const all = await Promise.all(Array.from({ length: 6 }, () => provideTls(folder, [])));
  const authority = await authorityIn(folder);
  for (const { cert } of all) expect(new X509Certificate(cert).verify(authority.publicKey)).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['ca.crt', 'tls']);
});

test('a damaged authority is told, not replaced in silence: every terminal trusts the old one', async () => {
  const folder = join(directory, 'damaged');
  await provideTls(folder, []);
  await writeFile(join(folder, 'tls', 'ca.key'), 'not a key');
  await expect(provideTls(folder, [])).rejects.toThrow();
  expect(await readFile(join(folder, 'tls', 'ca.key'), 'utf8')).toBe('not a key');
});
