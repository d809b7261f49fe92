import { z } from 'zod';
import { hashLength, hashSuites, type HashSuite } from './digest.ts';
import type { NoteTools } from './signed-note.ts';

/** The whole log in one line each: how many events, the root of their tree, the end of their chain. What a note signs. */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** The hash of the last event. */
  readonly chain: Uint8Array;
  readonly suite: HashSuite;
  readonly at: string;
};

/** C2SP tlog-checkpoint: origin, size and root, then lines of our own. */
export function writeCheckpoint({ toBase64 }: NoteTools, { origin, size, root, chain, suite, at }: Checkpoint): string {
  return `${origin}\n${String(size)}\n${toBase64(root)}\nchain ${toBase64(chain)}\nsuite ${suite}\ntime ${at}\n`;
}

const form = /^(?<origin>[^\n]+)\n(?<size>0|[1-9]\d{0,14})\n(?<root>[^\n]+)\nchain (?<chain>[^\n]+)\nsuite (?<suite>[^\n]+)\ntime (?<at>[^\n]+)\n$/;

/** Undefined for anything that `writeCheckpoint` cannot have written. */
export function readCheckpoint(tools: NoteTools, text: string): Checkpoint | undefined {
  const Hash = z.string().transform((encoded, context) => {
    const bytes = tools.fromBase64(encoded);
    if (bytes?.length === hashLength) return bytes;
    context.addIssue('not a hash');
    return z.NEVER;
  });
  const Form = z.object({ origin: z.string(), size: z.coerce.number(), root: Hash, chain: Hash, suite: z.enum(hashSuites), at: z.iso.datetime() });
  const parsed = Form.safeParse(form.exec(text)?.groups);
  return parsed.success ? parsed.data : undefined;
}
