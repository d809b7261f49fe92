import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
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

/** Step, sheet, side, kind and value, as in scripted-sane-backend.c; happens once. */
export type ScannerFault = readonly [step: 'list' | 'open' | 'set' | 'start' | 'read' | 'cancel' | 'close', sheet: number, side: -1 | 0 | 1, kind: string, value?: number];

export type SheetSide = { readonly sheet: number; readonly isBack: boolean };

export type ScriptedScanner = {
  readonly env: Readonly<Record<string, string>>;
  readonly scannerId: string;
  /** Takes effect with the next side. */
  readonly setScript: (script: ScannerScript) => Promise<void>;
  /** The numbers of the sheets in the feeder, the uppermost first. */
  readonly loadPile: (sheets: readonly number[]) => Promise<void>;
  readonly pile: () => Promise<readonly number[]>;
  readonly setFaults: (faults: readonly ScannerFault[]) => Promise<void>;
  /** Those that have not happened yet. */
  readonly faultsLeft: () => Promise<readonly string[]>;
  /** When the last one did, in milliseconds since 1970. */
  readonly happenedAt: () => Promise<number>;
  /** Raw samples that every side shows from the next start of the driver on. */
  readonly setPicture: (samples: Uint8Array) => Promise<void>;
  /** Of one sheet of a pile; raw samples too. */
  readonly setSheetPicture: (sheet: number, samples: Uint8Array) => Promise<void>;
  /** The button on the device, down or up. */
  readonly holdButton: (isDown: boolean) => Promise<void>;
  /** How often somebody looked at it. */
  readonly looksAtButton: () => Promise<number>;
  readonly stop: () => Promise<void>;
};

/** Which side of which sheet of a pile a picture shows; by the bars that the backend draws. */
export async function readSheetSide(jpeg: Uint8Array): Promise<SheetSide> {
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
  const row = Math.floor(info.height / 2) * info.width;
  const bits = Array.from({ length: 16 }, (_, bar) => ((data[row + Math.floor(((bar + 0.5) * info.width) / 16)] ?? 0) > 128 ? 2 ** bar : 0));
  const code = bits.reduce((sum, bit) => sum + bit, 0);
  return { sheet: Math.floor(code / 2), isBack: code % 2 === 1 };
}

/** A FAKE device below the real libsane, for what SANE's own test device cannot do: fail, hang or crash at a given side. */
export async function startScriptedScanner(script: ScannerScript = {}): Promise<ScriptedScanner> {
  const folder = await mkdtemp(join(tmpdir(), 'dl-sane-'));
  const scriptFile = join(folder, 'script');
  const setScript = (next: ScannerScript): Promise<void> =>
    writeFile(scriptFile, Object.entries(next).map(([name, value]) => `${name} ${String(value)}\n`).join(''));
  await copyFile(await compileSharedLibrary('scripted-sane-backend.c'), join(folder, 'libsane-scripted.so.1'));
  await writeFile(join(folder, 'dll.conf'), 'scripted\n');
  await setScript(script);
  const write = async (suffix: string, lines: readonly (string | number)[]): Promise<void> => {
    // Put in its place in one go: the backend may be reading.
    await writeFile(`${scriptFile}${suffix}.new`, lines.map(line => `${String(line)}\n`).join(''));
    await rename(`${scriptFile}${suffix}.new`, `${scriptFile}${suffix}`);
  };
  const linesOf = async (suffix: string): Promise<readonly string[]> =>
    (await readFile(`${scriptFile}${suffix}`, 'utf8').catch(() => '')).split('\n').filter(line => line !== '');
  return {
    // libsane looks for its backends in LD_LIBRARY_PATH first.
    env: { SANE_CONFIG_DIR: folder, LD_LIBRARY_PATH: folder, SCRIPTED_SANE_FILE: scriptFile },
    scannerId: 'scripted:device',
    setScript,
    loadPile: sheets => write('.pile', sheets),
    pile: async () => (await linesOf('.pile')).map(Number),
    setFaults: faults => write('.faults', faults.map(([step, sheet, side, kind, value = 0]) => [step, sheet, side, kind, value].join(' '))),
    faultsLeft: () => linesOf('.faults'),
    happenedAt: async () => Number((await linesOf('.happened'))[0]),
    setPicture: samples => writeFile(`${scriptFile}.picture`, samples),
    setSheetPicture: (sheet, samples) => writeFile(`${scriptFile}.picture-${String(sheet)}`, samples),
    holdButton: isDown => (isDown ? writeFile(`${scriptFile}.button`, '') : rm(`${scriptFile}.button`, { force: true })),
    looksAtButton: async () => (await readFile(`${scriptFile}.looks`, 'utf8').catch(() => '')).length,
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
