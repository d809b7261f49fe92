import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeviceClient, type DeviceClient } from '../../src-main/device-host/device-client.ts';
import type { PresentToken } from '../../src-shared/domain/signing-key.ts';
import { deviceHostsOf, isAlive, until } from '../support/device-desk.ts';
import { startScriptedToken, testPin, type ScriptedToken } from '../support/soft-token.ts';

/** Statuses of PKCS#11. */
const pinLocked = 0xa4;
const deviceRemoved = 0x32;
const functionCancelled = 0x50;
const deviceError = 0x30;
const finalTry = 0x20000;

let token: ScriptedToken;
let client: DeviceClient;
let tokens: readonly PresentToken[];
let log: string[];
let watch: Promise<unknown>;

beforeEach(async () => {
  token = await startScriptedToken();
  open(token.module);
});
afterEach(async () => {
  await client.close();
  await token.stop();
});

function open(module: string): void {
  tokens = [];
  log = [];
  const write = (message: string, facts: object = {}): void => void log.push(`${message} ${JSON.stringify(facts)}`);
  client = createDeviceClient({
    env: { ...token.env, DANGLIAN_PKCS11_MODULE: module },
    silenceMs: 1_500,
    log: { info: write, warn: write },
    onEvent: event => {
      if (event.name === 'keys.seen') tokens = event.payload.tokens;
    },
  });
  watchAgain();
}

function watchAgain(): void {
  watch = client.call('keys.watch', {});
  watch.catch(() => undefined);
}

const message = new Uint8Array([1, 2, 3]);
const theKey = async (): Promise<string> => {
  await until(() => tokens.length === 1, 20_000);
  return tokens[0]!.keys[0]!.id;
};
const sign = (keyId: string, pin = testPin) => client.call('keys.sign', { keyId, pin: new Uint8Array(Buffer.from(pin)), message });

async function expectGoodSignature(): Promise<void> {
  const keyId = await theKey();
  const { signature } = await sign(keyId);
  const { publicKey } = await client.call('keys.describe', { keyId });
  const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
  expect(verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
}

describe('a library that misbehaves', () => {
  test('hangs while signing: it is killed in time, and another process signs', async () => {
    const keyId = await theKey();
    const [pid] = await deviceHostsOf();
    await token.setScript({ hang_sign: 1 });
    await expect(sign(keyId)).rejects.toMatchObject({ code: 'key.not-responding' });
    await expect(watch).rejects.toMatchObject({ code: 'key.not-responding' });
    await until(() => !isAlive(pid!));
    await token.setScript({});
    tokens = [];
    watchAgain();
    await expectGoodSignature();
  });

  test('hangs while it is looked at: its heart stops, and it is killed', async () => {
    await theKey();
    await token.setScript({ hang_look: 1 });
    await expect(watch).rejects.toMatchObject({ code: 'device-host.crashed' });
    await until(async () => (await deviceHostsOf()).length === 0);
  });

  test('crashes while signing: whoever waits hears it at once, and another process signs', async () => {
    const keyId = await theKey();
    await token.setScript({ crash_sign: 1 });
    await expect(sign(keyId)).rejects.toMatchObject({ code: 'device-host.crashed' });
    await token.setScript({});
    tokens = [];
    watchAgain();
    await expectGoodSignature();
  });

  test('is none at all: that is said in words', async () => {
    await client.close();
    open('/etc/hostname');
    await expect(watch).rejects.toMatchObject({ code: 'key.unavailable' });
  });

  test('takes neither scanners nor printers along', async () => {
    const keyId = await theKey();
    await client.call('printers.list', {}).catch(() => undefined);
    expect(await deviceHostsOf()).toHaveLength(2);
    await token.setScript({ crash_sign: 1 });
    await expect(sign(keyId)).rejects.toMatchObject({ code: 'device-host.crashed' });
    await until(async () => (await deviceHostsOf()).length === 1);
  });
});

describe('a token', () => {
  test.each([
    ['whose PIN is locked', { refuse_login: pinLocked }, 'key.pin-locked'],
    ['that is pulled while it signs', { refuse_sign: deviceRemoved }, 'key.not-present'],
    ['whose button nobody presses', { refuse_sign: functionCancelled }, 'key.not-confirmed'],
  ] as const)('%s is refused in words', async (_what, script, code) => {
    const keyId = await theKey();
    await token.setScript(script);
    await expect(sign(keyId)).rejects.toMatchObject({ code });
  });

  test('with a fault of its own is refused with the name of the fault', async () => {
    const keyId = await theKey();
    await token.setScript({ refuse_sign: deviceError });
    await expect(sign(keyId)).rejects.toMatchObject({ code: 'key.failed', params: { status: 'CKR_DEVICE_ERROR' } });
  });

  test('warns before the last try', async () => {
    const keyId = await theKey();
    await token.setScript({ pin_flags: finalTry });
    await expect(sign(keyId, '000000')).rejects.toMatchObject({ code: 'key.pin-final-try' });
    await until(() => tokens[0]?.pinState === 'final-try');
  });

  test('pulled and put back between two looks counts as another insertion', async () => {
    await theKey();
    const [before] = tokens;
    await token.setScript({ blink: 1 });
    await until(() => tokens.length === 0);
    await token.setScript({});
    await theKey();
    expect(tokens[0]!.serial).toBe(before!.serial);
    expect(tokens[0]!.insertion).not.toBe(before!.insertion);
  });

  test('signs one thing at a time, however many ask', async () => {
    const keyId = await theKey();
    const signed = await Promise.all(Array.from({ length: 8 }, () => sign(keyId)));
    expect(signed).toHaveLength(8);
  });
});

test('the PIN is in no argument, environment or log of the process that has it', async () => {
  const keyId = await theKey();
  await expect(sign(keyId, '975310')).rejects.toMatchObject({ code: 'key.pin-wrong' });
  const [pid] = await deviceHostsOf();
  const facts = await Promise.all(['cmdline', 'environ'].map(file => readFile(`/proc/${String(pid)}/${file}`, 'utf8')));
  expect([...facts, ...log].join()).not.toContain('975310');
});
