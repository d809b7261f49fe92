import type { z } from 'zod';
import type { deviceEvents, ScanId } from '#shared/contract/device-api';
import type { scanningOperations } from '#shared/contract/scanning-operations';
import type { Handlers } from '#shared/contract/operation';
import type { ScannerCapabilities } from '#shared/domain/scanning';
import type { TerminalServices } from '../../app/services.ts';
import type { DraftDesk } from '../drafts/index.ts';
import type { ScanNews } from './attempt.ts';
import type { ScannedSide } from './keep-page.ts';
import { createProfileBook, type AskedScan } from './profile-book.ts';
import { createScanJournal, type ScanJournal } from './scan-journal.ts';
import type { ScanProgress, ScanRun } from './scan-run.ts';
import { createScanSlot, type ScanSlot } from './scan-slot.ts';
import { createScannerPlaces, type ScannerPlaces } from './scanner-places.ts';
import { postReport, queueKeptReports, type ReportPost } from './report-post.ts';
import { createFileReleasing } from './release-files.ts';

export type Scanning = {
  readonly handlers: Handlers<typeof scanningOperations, unknown>;
  /** Events of a scan that is over are dropped. */
  readonly takePage: (side: ScannedSide) => void;
  readonly takeProgress: (progress: ScanProgress) => void;
  readonly takeNews: (news: ScanNews) => void;
  /** What a page took on its way to the data centre. */
  readonly noteSent: (msPerPage: number) => void;
  readonly takeRefusal: (refusal: z.output<(typeof deviceEvents)['scan.refused']>) => void;
  /** Stops the scanner and waits until its last page is kept. */
  readonly stop: () => Promise<void>;
};

export function createScanning(terminal: TerminalServices, desk: DraftDesk, post: ReportPost): Scanning {
  const places = createScannerPlaces(terminal);
  const services: TerminalServices = { ...terminal, devices: places.devices };
  const journal = createScanJournal(services);
  const slot = createScanSlot(services, { desk, journal, onKept: createFileReleasing(services, places).release });
  const findRun = (scanId: ScanId): ScanRun | undefined => (slot.running()?.scanId() === scanId ? slot.running() : undefined);
  queueKeptReports(services, post);
  // The stack belongs to the person who leaves.
  services.session.onEnd(() => {
    void slot.stop().then(slot.forget);
  });
  return {
    handlers: scanningHandlers(services, { desk, journal, slot, places, post }),
    takePage: side => findRun(side.scanId)?.takePage(side),
    takeRefusal: ({ scanId, fileName, code }) => {
      const run = findRun(scanId);
      if (run) services.emit('scan.file-refused', { draftId: run.draftId, fileName, code });
    },
    takeProgress: progress => findRun(progress.scanId)?.takeProgress(progress),
    takeNews: news => {
      if (news.name === 'scan.stepped') journal.stepped(news.payload);
      slot.running()?.takeNews(news);
    },
    noteSent: journal.sent,
    stop: slot.stop,
  };
}

type Parts = { readonly desk: DraftDesk; readonly journal: ScanJournal; readonly slot: ScanSlot; readonly places: ScannerPlaces; readonly post: ReportPost };

function scanningHandlers(services: TerminalServices, { desk, journal, slot, places, post }: Parts): Scanning['handlers'] {
  const { session, devices } = services;
  const profiles = createProfileBook(services);
  const describe = rememberDescriptions(devices);
  return {
    'scanning.listScanners': async () => {
      session.requireAccount();
      const found = await devices('scanners.list', {});
      journal.listed(found.scanners);
      return found;
    },
    'scanning.describeScanner': async ({ scannerId }) => {
      session.requireAccount();
      return describe.anew(scannerId);
    },
    'scanning.peek': async ({ scannerId }) => {
      session.requireAccount();
      return devices('scanners.peek', { scannerId });
    },
    'scanning.start': async ({ profileId, steps, ...order }) => {
      const asked: AskedScan = { ...order, profileId, steps };
      const meant = await profiles.requireAllowed(asked, () => describe.known(order.scannerId));
      await slot.start({ ...order, steps: meant });
      return {};
    },
    'scanning.resume': async ({ draftId }) => {
      await slot.resume(draftId);
      return {};
    },
    'scanning.report': async () => {
      session.requireAccount();
      const report = journal.report();
      return { report, isKept: await postReport(post, report) };
    },
    'scanning.cancel': async ({ draftId }) => {
      await desk.requireOwn(draftId);
      const run = slot.running();
      if (run?.draftId !== draftId) return {};
      // A driver that has just died has nothing to finish.
      const { willEnd } = await devices('scanners.finish', { scanId: run.scanId() }).catch(() => ({ willEnd: false }));
      if (!willEnd) await run.cancel();
      return {};
    },
    'scanProfiles.list': () => profiles.list(),
    ...places.handlers,
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
