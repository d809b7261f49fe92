import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { windowPaths, type desktopEvents } from '../../src-shared/contract/desktop-api.ts';
import { AppError } from '../../src-shared/errors/app-error.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import type { ScanSettings } from '../../src-shared/domain/scanning.ts';
import { readSheetSide, type ScriptedScanner, type SheetSide } from './scripted-scanner.ts';
import type { TestWindow } from './test-host.ts';

export type Troubled = z.output<(typeof desktopEvents)['scan.troubled']> & { readonly atMs: number };

export type StackStory = {
  readonly troubles: readonly Troubled[];
  /** What was asked to be put back, sheet by sheet, and what truly lay in the output without having been kept. */
  readonly asked: readonly number[];
  readonly truly: readonly number[];
  readonly resumes: number;
  /** When the one key was pressed, by `performance.now()`. */
  readonly pressedAtMs: readonly number[];
  readonly error: string | null;
};

export type StackTask = {
  readonly terminal: TestWindow;
  readonly scanner: ScriptedScanner;
  readonly draftId: DraftId;
  readonly settings: ScanSettings;
  /** In the feeder from the start, counted from 1. */
  readonly sheets: number;
  /** Presses the one key so often at most. */
  readonly maxResumes?: number;
  /** How long the stack may take from one press of a key to its end. */
  readonly timeoutMs?: number;
};

/** Starts or goes on; answers the code with which it ended, or null. */
async function runTo(terminal: TestWindow, timeoutMs: number, call: () => Promise<unknown>): Promise<string | null> {
  const from = terminal.events.length;
  try {
    await call();
  } catch (error) {
    // What never started is told to whoever asked, and to nobody else.
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return (await terminal.waitFor('scan.finished', { from, timeoutMs })).error?.code ?? null;
}

/** Sides that are kept, in the order of the material. */
export async function keptSides(terminal: TestWindow, draftId: DraftId): Promise<readonly SheetSide[]> {
  const sides: SheetSide[] = [];
  for (const shown of (await terminal.call('drafts.get', { id: draftId })).pages) {
    const page = await terminal.get(windowPaths.draftPage(draftId, shown, 'thumb'));
    sides.push(await readSheetSide(page!.body));
  }
  return sides;
}

export const troublesSince = (terminal: TestWindow, from: number): readonly Troubled[] =>
  terminal.events.slice(from).flatMap(({ name, payload, atMs }) => (name === 'scan.troubled' ? [{ ...(payload as Troubled), atMs }] : [])); // `as`: parsed when it was sent

/**
 * Somebody at the desk: starts the stack, and whenever it was given up puts back the sheets that were named, in front of the others, and
 * presses the one key. He knows nothing but what the window is told.
 */
export async function scanStack({ terminal, scanner, draftId, settings, sheets, maxResumes = 20, timeoutMs = 120_000 }: StackTask): Promise<StackStory> {
  const from = terminal.events.length;
  const pile = Array.from({ length: sheets }, (_, index) => index + 1);
  await scanner.loadPile(pile);
  const order = { draftId, scannerId: scanner.scannerId, settings, replacePageId: null };
  const [asked, truly, pressedAtMs]: [number[], number[], number[]] = [[], [], []];
  let error = await runTo(terminal, timeoutMs, () => terminal.call('scanning.start', order));
  let resumes = 0;
  for (; error !== null && resumes < maxResumes; resumes += 1) {
    const last = troublesSince(terminal, from).at(-1);
    if (last?.action !== 'gave-up') break;
    const back = Array.from({ length: last.putBackCount }, (_, index) => (last.putBackSheet ?? 0) + index);
    const inFeeder = await scanner.pile();
    const done = Math.floor(last.sidesKept / (settings.source?.includes('Duplex') ? 2 : 1));
    asked.push(...back);
    truly.push(...pile.filter(sheet => !inFeeder.includes(sheet) && sheet > done));
    await scanner.loadPile([...back, ...inFeeder]);
    await delay(50);
    pressedAtMs.push(performance.now());
    error = await runTo(terminal, timeoutMs, () => terminal.call('scanning.resume', { draftId }));
  }
  return { troubles: troublesSince(terminal, from), asked, truly, resumes, pressedAtMs, error };
}
