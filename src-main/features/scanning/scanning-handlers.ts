import type { scanningOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { ScannerCapabilities } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { DraftDesk } from '../drafts/index.ts';
import { createProfileBook, type AskedScan } from './profile-book.ts';
import { startScan, type ScanOrder, type ScanProgress, type ScanRun } from './scan-run.ts';
import type { ScannedSide } from './keep-page.ts';

export type Scanning = {
  readonly handlers: Handlers<typeof scanningOperations, unknown>;
  /** Events of a scan that is over are dropped. */
  readonly takePage: (side: ScannedSide) => void;
  readonly takeProgress: (progress: ScanProgress) => void;
  /** Stops the scanner and waits until its last page is kept. */
  readonly stop: () => Promise<void>;
};

/** One scan at a time at one terminal: one archivist, one stack of paper. */
export function createScanning(services: TerminalServices, desk: DraftDesk): Scanning {
  const { session, devices } = services;
  const slot = createScanSlot(services, desk);
  const profiles = createProfileBook(services);
  const describe = rememberDescriptions(devices);
  // The stack belongs to the person who leaves.
  session.onEnd(() => void slot.stop());
  return {
    handlers: {
      'scanning.listScanners': async () => {
        session.requireAccount();
        return devices('scanners.list', {});
      },
      'scanning.describeScanner': async ({ scannerId }) => {
        session.requireAccount();
        return describe.anew(scannerId);
      },
      'scanning.start': async ({ profileId, steps, ...order }) => {
        const asked: AskedScan = { ...order, profileId, steps };
        await profiles.requireAllowed(asked, () => describe.known(order.scannerId));
        await slot.start(order);
        return {};
      },
      'scanProfiles.list': () => profiles.list(),
      'scanning.cancel': async ({ draftId }) => {
        await desk.requireOwn(draftId);
        const run = slot.running();
        if (run?.draftId === draftId) await run.cancel();
        return {};
      },
    },
    takePage: side => {
      if (slot.running()?.scanId === side.scanId) slot.running()?.takePage(side);
    },
    takeProgress: progress => {
      if (slot.running()?.scanId === progress.scanId) slot.running()?.takeProgress(progress);
    },
    stop: slot.stop,
  };
}

type Descriptions = Readonly<Record<'anew' | 'known', (scannerId: string) => Promise<ScannerCapabilities>>>;

/** What the window was told of a device is what its settings are judged by. */
function rememberDescriptions(devices: TerminalServices['devices']): Descriptions {
  const described = new Map<string, ScannerCapabilities>();
  const anew: Descriptions['anew'] = async scannerId => {
    const capabilities = await devices('scanners.describe', { scannerId });
    described.set(scannerId, capabilities);
    return capabilities;
  };
  return { anew, known: async scannerId => described.get(scannerId) ?? anew(scannerId) };
}

type ScanSlot = {
  readonly running: () => ScanRun | undefined;
  readonly start: (order: ScanOrder) => Promise<void>;
  readonly stop: () => Promise<void>;
};

function createScanSlot(services: TerminalServices, desk: DraftDesk): ScanSlot {
  let running: ScanRun | undefined;
  let isTaken = false;

  /** `scan.finished` is told for every scan that has started, and for no other; the draft is open again by then. */
  const follow = async (run: ScanRun): Promise<void> => {
    running = run;
    const hasStarted = run.started.then(() => true, () => false);
    const end = await desk.occupy(run.draftId, 'scanning', () => run.ended);
    running = undefined;
    isTaken = false;
    services.log.info('scan ended', { scanId: run.scanId, pagesDone: end.pagesDone, code: end.error?.code ?? null });
    if (await hasStarted) services.emit('scan.finished', { draftId: run.draftId, ...end });
  };
  const prepare = async (order: ScanOrder): Promise<ScanRun> => {
    await desk.requireOwn(order.draftId);
    desk.requireIdle(order.draftId);
    if (order.replacePageId !== null) await requirePage(services, order.draftId, order.replacePageId);
    return startScan(services, order);
  };
  return {
    running: () => running,
    start: async order => {
      if (isTaken) throw new AppError('scan.already-running');
      isTaken = true;
      const run = await prepare(order).catch((error: unknown) => {
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
    },
    stop: async () => {
      const run = running;
      await run?.cancel().catch(() => undefined);
      await run?.ended;
    },
  };
}

async function requirePage({ store }: TerminalServices, draftId: DraftId, pageId: DraftPageId): Promise<void> {
  const pages = await store.pages.list(draftId);
  if (!pages.some(page => page.id === pageId)) throw new AppError('record.changed');
}
