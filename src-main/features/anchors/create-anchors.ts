import type { anchorOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { LogAlarm, type LogAnchor, type LogMismatch } from '#shared/domain/log-proof';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import { keepFile } from '../exports/index.ts';
import { judgeLog, KeptAnchor, readSigned, type ShownProof } from './judge-log.ts';

export type Anchors = {
  readonly handlers: Handlers<typeof anchorOperations, unknown>;
  /** Demands the proof now; used after sign-in and from time to time. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
};

const anchorName = 'log-anchor';
const alarmName = 'log-alarm';
const againEveryMs = 10 * 60_000;

/** This terminal as a witness: it keeps the newest checkpoint of the log and demands that every later one continues it. */
export function createAnchors(services: CommonServices): Anchors {
  const { store, session, exportDirectory } = services;
  let running: Promise<void> = Promise.resolve();
  const check = (): Promise<void> => {
    running = running.then(() => checkOnce(services)).catch((error: unknown) => {
      // Without an answer nothing is proved and nothing is contradicted: the next sign-in asks again.
      if (!(error instanceof AppError)) services.reportBug(error);
    });
    return running;
  };
  session.onBegin(() => void check());
  const timer = setInterval(() => {
    if (session.token() !== null) void check();
  }, againEveryMs);
  timer.unref();
  const findAnchor = async (): Promise<LogAnchor | null> => {
    const kept = await store.state.find(anchorName, KeptAnchor);
    const checkpoint = kept?.note == null ? undefined : readSigned(kept.key, kept.note);
    return kept?.note == null || checkpoint === undefined ? null : { key: kept.key, note: kept.note, size: checkpoint.size, at: checkpoint.at };
  };
  return {
    check,
    stop: () => {
      clearInterval(timer);
    },
    handlers: {
      'anchors.get': async () => ({ anchor: await findAnchor(), alarm: (await store.state.find(alarmName, LogAlarm)) ?? null }),
      'anchors.save': async () => {
        session.requireUnlocked();
        const anchor = await findAnchor();
        if (anchor === null) throw new AppError('resource.not-found');
        const path = await keepFile(exportDirectory, `danglian-anchor-${String(anchor.size)}.note`, Buffer.from(anchor.note));
        await keepFile(exportDirectory, 'danglian-audit.vkey', Buffer.from(`${anchor.key}\n`));
        return { path };
      },
    },
  };
}

async function checkOnce(services: CommonServices): Promise<void> {
  const { store, server } = services;
  const kept = await store.state.find(anchorName, KeptAnchor);
  const size = kept?.note == null ? 0 : (readSigned(kept.key, kept.note)?.size ?? 0);
  const shown = await server.call('audit.checkpoint', { size });
  const judgement = judgeLog(kept, shown);
  if (judgement.isSound) await store.state.save(anchorName, judgement.anchor);
  else await raiseAlarm(services, { kept, shown, reason: judgement.reason });
  await reportAlarm(services);
}

type Contradiction = { readonly kept: KeptAnchor | undefined; readonly shown: ShownProof; readonly reason: LogMismatch };

/** The first one stays: later answers of a data centre that is not believed any more do not replace it. */
async function raiseAlarm({ store, emit, log, now }: CommonServices, { kept, shown, reason }: Contradiction): Promise<void> {
  if (await store.state.find(alarmName, LogAlarm)) return;
  log.error('the audit log is not the one this terminal knew', { reason });
  const alarm: LogAlarm = { reason, at: now().toISOString(), keptNote: kept?.note ?? '', shownNote: shown.note ?? '', isReported: false };
  await store.state.save(alarmName, alarm);
  emit('log.contradicted', { reason });
}

/** Until the data centre has written it down. */
async function reportAlarm({ store, server }: CommonServices): Promise<void> {
  const alarm = await store.state.find(alarmName, LogAlarm);
  if (alarm === undefined || alarm.isReported) return;
  const { reason, keptNote, shownNote } = alarm;
  await server.call('audit.reportMismatch', { reason, keptNote, shownNote });
  await store.state.save(alarmName, { ...alarm, isReported: true });
}
