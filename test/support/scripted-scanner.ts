import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileSharedLibrary } from './compile-c.ts';

/** See scripted-sane-backend.c. */
export type ScannerScript = {
  readonly sheets?: number;
  readonly fail_page?: number;
  readonly fail_status?: number;
  readonly short_page?: number;
  readonly hang_page?: number;
  readonly crash_page?: number;
  readonly slow_us?: number;
  readonly feed_us?: number;
};

export type ScriptedScanner = {
  readonly env: Readonly<Record<string, string>>;
  readonly scannerId: string;
  /** Takes effect with the next side. */
  readonly setScript: (script: ScannerScript) => Promise<void>;
  /** Raw samples that every side shows from the next start of the driver on. */
  readonly setPicture: (samples: Uint8Array) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A FAKE device below the real libsane, for what SANE's own test device cannot do: fail, hang or crash at a given side. */
export async function startScriptedScanner(script: ScannerScript = {}): Promise<ScriptedScanner> {
  const folder = await mkdtemp(join(tmpdir(), 'dl-sane-'));
  const scriptFile = join(folder, 'script');
  const setScript = (next: ScannerScript): Promise<void> =>
    writeFile(scriptFile, Object.entries(next).map(([name, value]) => `${name} ${String(value)}\n`).join(''));
  await copyFile(await compileSharedLibrary('scripted-sane-backend.c'), join(folder, 'libsane-scripted.so.1'));
  await writeFile(join(folder, 'dll.conf'), 'scripted\n');
  await setScript(script);
  return {
    // libsane looks for its backends in LD_LIBRARY_PATH first.
    env: { SANE_CONFIG_DIR: folder, LD_LIBRARY_PATH: folder, SCRIPTED_SANE_FILE: scriptFile },
    scannerId: 'scripted:device',
    setScript,
    setPicture: samples => writeFile(`${scriptFile}.picture`, samples),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
