import type { DraftId } from '#shared/domain/ids';
import type { Scanner } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { recordRescan, type DraftDesk } from '../drafts/index.ts';
import type { ScannedSide } from './keep-page.ts';
import { findAgain } from './recovery.ts';
import type { ScanJournal } from './scan-journal.ts';
import { startScan, type ScanRun } from './scan-run.ts';
import { newStack, type ScanOrder, type Stack } from './stack.ts';

export type ScanSlot = {
  readonly running: () => ScanRun | undefined;
  readonly start: (order: ScanOrder) => Promise<void>;
  /** Goes on with what was given up, or cancelled, at this draft. */
  readonly resume: (draftId: DraftId) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** What was left lying is nobody else's. */
  readonly forget: () => void;
};

export type ScanSlotParts = { readonly desk: DraftDesk; readonly journal: ScanJournal; readonly onKept: (draftId: DraftId, side: ScannedSide) => void };

/** One scan at a time at one terminal: one archivist, one stack of paper. */
export function createScanSlot(services: TerminalServices, { desk, ...parts }: ScanSlotParts): ScanSlot {
  let running: ScanRun | undefined;
  let isTaken = false;
  const rests = new Map<DraftId, Stack>();

  /** `scan.finished` is told for every scan that has started, and for no other; the draft is open again by then. */
  const follow = async (run: ScanRun): Promise<void> => {
    running = run;
    const hasStarted = run.started.then(() => true, () => false);
    const { rest, ...end } = await desk.occupy(run.draftId, 'scanning', () => run.ended);
    running = undefined;
    isTaken = false;
    if (rest) rests.set(run.draftId, rest);
    services.log.info('scan ended', { draftId: run.draftId, pagesDone: end.pagesDone, code: end.error?.code ?? null });
    if (await hasStarted) services.emit('scan.finished', { draftId: run.draftId, ...end });
  };
  const prepare = async (draftId: DraftId, requireStack: () => Promise<Stack>): Promise<ScanRun> => {
    await desk.requireOwn(draftId);
    desk.requireIdle(draftId);
    const stack = await requireStack();
    rests.delete(draftId);
    return runStack(services, { desk, ...parts }, stack);
  };
  const begin = async (draftId: DraftId, requireStack: () => Promise<Stack>): Promise<void> => {
    if (isTaken) throw new AppError('scan.already-running');
    isTaken = true;
    const run = await prepare(draftId, requireStack).catch((error: unknown) => {
      isTaken = false;
      throw error;
    });
    const followed = follow(run);
    try {
      await run.started;
    } catch (error) {
      await followed;
      throw error;
    }
  };
  return {
    running: () => running,
    start: order => begin(order.draftId, () => requireNew(services, order)),
    resume: draftId => begin(draftId, () => requireRest(services, draftId, rests.get(draftId))),
    stop: async () => {
      const run = running;
      await run?.cancel().catch(() => undefined);
      await run?.ended;
    },
    forget: () => {
      rests.clear();
    },
  };
}

function runStack(services: TerminalServices, { desk, journal, onKept }: ScanSlotParts, stack: Stack): ScanRun {
  const { draftId } = stack.order;
  journal.begin(stack);
  return startScan(services, {
    stack,
    findAddress: scannerId => findAddress(services, journal, scannerId),
    onKept: (side, keepingMs) => {
      journal.kept({ draftId, processingMs: side.processingMs + keepingMs });
      onKept(draftId, side);
    },
    onReplaced: replaced => recordRescan(services, desk.journal, replaced),
    onTroubled: journal.troubled,
  });
}

/** Where the scanner is now: a device that was plugged in again has another address. */
async function findAddress({ devices }: TerminalServices, journal: ScanJournal, scannerId: string): Promise<string> {
  const before: readonly Scanner[] = journal.seenWith(scannerId);
  const lost = before.find(({ id }) => id === scannerId);
  if (!lost) return scannerId;
  const { scanners } = await devices('scanners.list', {}).catch(() => ({ scanners: before }));
  return findAgain(lost, before, scanners)?.id ?? scannerId;
}

async function requireNew({ store }: TerminalServices, order: ScanOrder): Promise<Stack> {
  const pages = order.replacePageId === null ? [] : await store.pages.list(order.draftId);
  if (order.replacePageId !== null && !pages.some(page => page.id === order.replacePageId)) throw new AppError('record.changed');
  return newStack(order);
}

async function requireRest({ store }: TerminalServices, draftId: DraftId, rest: Stack | undefined): Promise<Stack> {
  if (!rest) throw new AppError('scan.nothing-to-resume');
  // Whoever has taken the lone side out meanwhile wants it to be neither replaced nor back.
  const pages = await store.pages.list(draftId);
  const isThere = pages.some(page => page.id === rest.replaces && page.removedAt === null);
  return { ...rest, replaces: isThere ? rest.replaces : null };
}
