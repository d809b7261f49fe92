import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileSharedLibrary } from './compile-c.ts';

const run = promisify(execFile);

/** Of every token that a test makes. */
export const testPin = '246810';

export type SoftToken = {
  /** The PKCS#11 library. */
  readonly module: string;
  /** For whoever loads the library. */
  readonly env: Readonly<Record<string, string>>;
  /** Pulled: its folder is out of the way. */
  readonly remove: () => Promise<void>;
  readonly insert: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** See scripted-token.c. */
export type TokenScript = { readonly hang_sign?: 1; readonly hang_look?: 1; readonly crash_sign?: 1; readonly refuse_sign?: number; readonly refuse_login?: number; readonly pin_flags?: number; readonly blink?: 1 };

export type ScriptedToken = SoftToken & { readonly setScript: (script: TokenScript) => Promise<void> };

export type KeyKind = 'EC:prime256v1' | 'rsa:2048';

/** One key pair on the token; `holder` null leaves the public key without a certificate. */
export type TokenKeyPlan = { readonly kind: KeyKind; readonly holder: string | null };

type Options = { readonly label?: string; readonly keys?: readonly TokenKeyPlan[] };

/** SoftHSM2 in the place of a USB key: a token of its own in a temporary folder, with key pairs and self-made certificates. */
export async function startSoftToken({ label = 'wang', keys = [{ kind: 'EC:prime256v1', holder: '王建国' }] }: Options = {}): Promise<SoftToken> {
  const folder = await mkdtemp(join(tmpdir(), 'danglian-token-'));
  const inserted = join(folder, 'tokens');
  const away = join(folder, 'away');
  const conf = join(folder, 'softhsm2.conf');
  await mkdir(inserted);
  await writeFile(conf, `directories.tokendir = ${inserted}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { SOFTHSM2_CONF: conf };
  const module = findSoftHsm();
  await run('softhsm2-util', ['--init-token', '--free', '--label', label, '--pin', testPin, '--so-pin', '13579135'], { env: { ...process.env, ...env } });
  const tool = (...args: string[]): Promise<unknown> => run('pkcs11-tool', ['--module', module, '--token-label', label, '--login', '--pin', testPin, ...args], { env: { ...process.env, ...env } });
  for (const [index, { kind, holder }] of keys.entries()) {
    const id = `0${String(index + 1)}`;
    const pair = await makePair(folder, { kind, holder: holder ?? 'nobody', name: id });
    await tool('--write-object', pair.key, '--type', 'privkey', '--id', id, '--label', `key ${id}`, '--usage-sign', '--sensitive');
    if (holder === null) await tool('--write-object', pair.publicKey, '--type', 'pubkey', '--id', id, '--label', `key ${id}`);
    else await tool('--write-object', pair.certificate, '--type', 'cert', '--id', id, '--label', `certificate ${id}`);
  }
  return {
    module,
    env,
    remove: async () => {
      await rename(inserted, away);
      await mkdir(inserted);
    },
    insert: async () => {
      await rm(inserted, { recursive: true });
      await rename(away, inserted);
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A FAKE vendor library before the same token, for what SoftHSM2 never does: hang, crash, lock its PIN. */
export async function startScriptedToken(options: Options = {}): Promise<ScriptedToken> {
  const token = await startSoftToken(options);
  const file = `${token.env['SOFTHSM2_CONF'] ?? ''}.script`;
  const setScript = (script: TokenScript): Promise<void> => writeFile(file, Object.entries(script).map(([name, value]) => `${name} ${String(value)}\n`).join(''));
  await setScript({});
  return {
    ...token,
    module: await compileSharedLibrary('scripted-token.c'),
    env: { ...token.env, SCRIPTED_TOKEN_MODULE: token.module, SCRIPTED_TOKEN_FILE: file },
    setScript,
  };
}

function findSoftHsm(): string {
  const known = ['/usr/lib/softhsm/libsofthsm2.so', `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/softhsm/libsofthsm2.so`];
  const found = known.find(existsSync);
  if (found === undefined) throw new Error('SoftHSM2 is missing (package softhsm2).');
  return found;
}

type Pair = { readonly key: string; readonly certificate: string; readonly publicKey: string };

/** A key pair in DER with a certificate that it signed itself. */
async function makePair(folder: string, { kind, holder, name }: { readonly kind: KeyKind; readonly holder: string; readonly name: string }): Promise<Pair> {
  const at = (ending: string): string => join(folder, `${name}.${ending}`);
  await writeFile(at('cnf'), '[req]\ndistinguished_name = name\nx509_extensions = own\n[name]\n[own]\nbasicConstraints = critical, CA:FALSE\nkeyUsage = critical, digitalSignature\n');
  const algorithm = kind === 'rsa:2048' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  await run('openssl', ['req', '-config', at('cnf'), '-x509', '-newkey', ...algorithm, '-nodes', '-utf8', '-subj', `/CN=${holder}`, '-days', '30', '-keyout', at('pem'), '-outform', 'DER', '-out', at('crt')]);
  const { stdout } = await run('openssl', ['pkey', '-in', at('pem')]);
  const certificate = new X509Certificate(await readFile(at('crt')));
  await writeFile(at('key'), createPrivateKey(stdout).export({ format: 'der', type: kind === 'rsa:2048' ? 'pkcs1' : 'sec1' }));
  await writeFile(at('pub'), certificate.publicKey.export({ format: 'der', type: 'spki' }));
  return { key: at('key'), certificate: at('crt'), publicKey: at('pub') };
}
