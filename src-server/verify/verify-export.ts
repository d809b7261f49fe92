import type { NoteKey } from '#shared/proof/signed-note';
import { createChainCheck } from './check-chain.ts';
import { createNoteCheck } from './check-notes.ts';
import { ExportLine } from './export-format.ts';
import type { Finding, Report } from './findings.ts';

/** Not an export of a log, or one of a kind this program does not know. */
export class ExportUnreadable extends Error {}

export type Evidence = {
  readonly lines: AsyncIterable<string>;
  /** The public key of the log, from outside the data centre. */
  readonly key: NoteKey;
  /** Notes kept outside: from terminals, discs, paper. */
  readonly anchors: readonly { readonly source: string; readonly note: string }[];
};

/** One pass over the export, whatever its size. */
export async function verifyExport({ lines, key, anchors }: Evidence): Promise<Report> {
  const chain = createChainCheck();
  const notes = createNoteCheck(key);
  const count = { lines: 0, events: 0, notes: 0 };
  let isWhole = false;
  for (const { source, note } of anchors) notes.takeNote({ source, note, isAnchor: true });
  for await (const text of lines) {
    if (text === '') continue;
    count.lines += 1;
    const line = readLine(text, count.lines);
    if (line.kind === 'note') {
      count.notes += 1;
      notes.takeNote({ source: `checkpoint ${String(count.notes)} of the export`, note: line.note, isAnchor: false });
    } else if (line.kind === 'event') {
      count.events += 1;
      chain.take(line);
      notes.takeEvent(line.payload, Buffer.from(line.hash, 'hex'));
    } else if (line.kind === 'end') {
      isWhole = line.events === count.events && line.notes === count.notes;
    }
  }
  const { findings, ...reach } = notes.finish();
  const all: Finding[] = [...(isWhole ? [] : [{ kind: 'export-cut' } as const]), ...chain.finish(), ...findings];
  return { ...reach, findings: all.slice(0, shownFindings), hidden: Math.max(0, all.length - shownFindings), events: count.events, notes: count.notes, anchors: anchors.length };
}

const shownFindings = 40;

function readLine(text: string, number: number): ExportLine {
  try {
    const line = ExportLine.parse(JSON.parse(text));
    if ((number === 1) !== (line.kind === 'header')) throw new Error('an export begins with its header');
    return line;
  } catch (cause) {
    throw new ExportUnreadable(`line ${String(number)} is not one of an export`, { cause });
  }
}
