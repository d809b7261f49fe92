import type { DraftId } from '#shared/domain/ids';
import type { FaultReport, TroubleAction } from '#shared/domain/scan-fault';
import type { Scanner } from '#shared/domain/scanning';
import type { TerminalServices } from '../../app/services.ts';
import type { ScanNews } from './attempt.ts';
import { createFaultRecorder } from './fault-recorder.ts';
import { createStageMeter } from './stage-meter.ts';
import type { Stack } from './stack.ts';

/** What is remembered of the scanners while the program runs: which there are, how fast each stage is, what went wrong. */
export type ScanJournal = {
  readonly begin: (stack: Stack) => void;
  readonly listed: (scanners: readonly Scanner[]) => void;
  /** All that were there when this one was last seen, itself among them. */
  readonly seenWith: (scannerId: string) => readonly Scanner[];
  readonly stepped: (event: Extract<ScanNews, { name: 'scan.stepped' }>['payload']) => void;
  readonly kept: (page: { readonly draftId: DraftId; readonly processingMs: number }) => void;
  readonly sent: (msPerPage: number) => void;
  readonly troubled: (trouble: { readonly code: string; readonly action: TroubleAction }) => void;
  readonly report: () => FaultReport;
};

export function createScanJournal({ emit, now, terminal }: Pick<TerminalServices, 'emit' | 'now' | 'terminal'>): ScanJournal {
  const recorder = createFaultRecorder(now);
  const meter = createStageMeter();
  const lastSeen = new Map<string, readonly Scanner[]>();
  let stack: Stack | undefined;
  let sidesKept = 0;

  const describeScanner = (): FaultReport['scanner'] => {
    if (!stack) return null;
    const id = stack.order.scannerId;
    const { vendor = '', model = '' } = lastSeen.get(id)?.find(scanner => scanner.id === id) ?? {};
    return { id, vendor: vendor.slice(0, 100), model: model.slice(0, 100), backend: id.slice(0, Math.min(id.indexOf(':'), 60)) };
  };
  return {
    begin: next => {
      stack = next;
      sidesKept = next.sidesKept;
      if (next.sidesKept === 0) meter.begin();
    },
    listed: scanners => {
      for (const { id } of scanners) lastSeen.set(id, scanners);
    },
    seenWith: scannerId => lastSeen.get(scannerId) ?? [],
    stepped: event => {
      recorder.stepped(event);
      if (!event.isEnded || event.status !== 'good') return;
      if (event.step === 'start') meter.add('feeder', event.ms);
      if (event.step === 'read') meter.add('transfer', event.ms);
    },
    kept: ({ draftId, processingMs }) => {
      sidesKept += 1;
      meter.add('processing', processingMs);
      emit('scan.metered', { draftId, stages: meter.stages() });
    },
    sent: msPerPage => {
      meter.add('upload', msPerPage);
    },
    troubled: recorder.troubled,
    report: () => ({
      scanner: describeScanner(),
      settings: stack?.order.settings ?? null,
      programVersion: terminal.version,
      sidesKept,
      stages: meter.stages(),
      ...recorder.history(),
    }),
  };
}
