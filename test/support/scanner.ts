import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptedScanner } from './scripted-scanner.ts';

/** Names and values as in SANE's own test.conf, e.g. `{ 'read-status-code': 'SANE_STATUS_JAMMED' }`. */
export type TestScannerOptions = { readonly settings?: Readonly<Record<string, string>>; /** Another one at the same terminal. */ readonly beside?: ScriptedScanner };

export type TestScanner = {
  /** For the device host: `createDeviceClient({ env })`. */
  readonly env: Readonly<Record<string, string>>;
  /** The two devices of SANE's `test` backend. */
  readonly scannerIds: readonly [string, string];
  readonly stop: () => Promise<void>;
};

/** As delivered the test device is 200 mm long: too short for A4. */
const a4Settings: Readonly<Record<string, string>> = {
  mode: 'Color',
  resolution: '300.0',
  'test-picture': '"Color pattern"',
  geometry_max: '320.0',
  geometry_quant: '0.0',
  br_x: '210.0',
  br_y: '297.0',
};

function applySettings(conf: string, settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings).reduce((text, [name, value]) => {
    const line = new RegExp(`^${name}\\s.*$`, 'm');
    if (!line.test(text)) throw new Error(`SANE's test.conf has no setting ${name}`);
    return text.replace(line, `${name} ${value}`);
  }, conf);
}

/** The real SANE stack with its own test device, in a configuration of its own; nothing under /etc is touched. */
export async function startTestScanner({ settings = {}, beside }: TestScannerOptions = {}): Promise<TestScanner> {
  const folder = await mkdtemp(join(tmpdir(), 'dl-sane-'));
  const conf = await readFile('/etc/sane.d/test.conf', 'utf8');
  await writeFile(join(folder, 'test.conf'), applySettings(conf, { ...a4Settings, ...settings }));
  await writeFile(join(folder, 'dll.conf'), beside ? 'scripted\ntest\n' : 'test\n');
  return {
    env: { ...beside?.env, SANE_CONFIG_DIR: folder },
    scannerIds: ['test:0', 'test:1'],
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
