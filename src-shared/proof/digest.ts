/** What is hashed: text counts as its UTF-8 bytes. */
export type Bytes = string | Uint8Array;

/** A hash of all parts one after the other. Each side brings its own, so that the rules of proof run anywhere. */
export type Digest = (...parts: readonly Bytes[]) => Uint8Array;

/** The hash of a log is named in each row, so that national algorithms can follow on a log that began without them. */
export const hashSuites = ['sha256', 'sm3'] as const;
export type HashSuite = (typeof hashSuites)[number];

export const hashLength = 32;

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
