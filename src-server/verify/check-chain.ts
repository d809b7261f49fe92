import { columnsOf, readPayload, type AuditRecord } from '#shared/proof/audit-record';
import { canonicalJson } from '#shared/proof/canonical-json';
import { linkHash, noHash } from '#shared/proof/chain';
import { equalBytes, hashSuites } from '#shared/proof/digest';
import type { ExportedEvent } from './export-format.ts';
import type { Finding } from './findings.ts';
import { createDigest } from './proof-tools.ts';

export type ChainCheck = {
  readonly take: (event: ExportedEvent) => void;
  /** The hash of the last event taken. */
  readonly end: () => Uint8Array;
  readonly finish: () => readonly Finding[];
};

/** Follows the chain from event to event; what does not fit is told and followed on from, so that one change is one finding. */
export function createChainCheck(): ChainCheck {
  const findings: Finding[] = [];
  const misplaced = new Map<number, number>();
  let last = 0;
  let lastToldOf = 0;
  let prev: Uint8Array = noHash;
  const tell = (event: number, finding?: Finding): void => {
    lastToldOf = event;
    if (finding) findings.push(finding);
  };
  const checkPlace = ({ sequence, prev: claimed }: ExportedEvent): void => {
    if (sequence <= last) tell(sequence, { kind: 'repeated', event: sequence });
    else if (sequence > last + 1) tell(sequence, { kind: 'deleted', from: last + 1, to: sequence - 1 });
    // The event before this one has a hash of its own that fits, but not the one that was continued here.
    else if (lastToldOf < last && !equalBytes(fromHex(claimed), prev)) tell(last, { kind: 'edited', event: last, part: 'link' });
  };
  return {
    take: event => {
      const { sequence } = event;
      const { record, finding } = checkBytes(event);
      const isMisplaced = record !== undefined && record.sequence !== sequence;
      if (isMisplaced) {
        misplaced.set(sequence, record.sequence);
        tell(sequence);
      }
      checkPlace(event);
      if (finding && !isMisplaced) tell(sequence, finding);
      last = sequence;
      prev = fromHex(event.hash);
    },
    end: () => prev,
    finish: () => [...findings, ...describeMisplaced(misplaced)],
  };
}

/** Whether the event fits its own hash and its own columns. */
function checkBytes({ sequence, suite: named, payload, prev, hash, columns }: ExportedEvent): { record?: AuditRecord; finding?: Finding } {
  const suite = hashSuites.find(known => known === named);
  const isWhole = suite !== undefined && equalBytes(linkHash(createDigest(suite), fromHex(prev), payload), fromHex(hash));
  if (!isWhole) return { finding: { kind: 'edited', event: sequence, part: 'payload' } };
  const record = readPayload(payload);
  if (record === undefined) return { finding: { kind: 'unreadable', event: sequence } };
  const isAsWritten = canonicalJson(columns) === canonicalJson(columnsOf(record));
  return isAsWritten ? { record } : { record, finding: { kind: 'edited', event: sequence, part: 'columns' } };
}

/** Two in each other's place are swapped; a run that moved by the same distance was renumbered. */
function describeMisplaced(misplaced: ReadonlyMap<number, number>): Finding[] {
  const findings: Finding[] = [];
  for (const [event, own] of misplaced) {
    if (misplaced.get(own) === event) {
      if (event < own) findings.push({ kind: 'swapped', event, other: own });
      continue;
    }
    const run = findings.at(-1);
    if (run?.kind === 'renumbered' && run.to === event - 1 && run.by === own - event) findings[findings.length - 1] = { ...run, to: event };
    else findings.push({ kind: 'renumbered', from: event, to: event, by: own - event });
  }
  return findings;
}

function fromHex(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
