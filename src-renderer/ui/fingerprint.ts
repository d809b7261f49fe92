export const groupLength = 4;

/** `a3f09c…` → `A3F0 9C…` in groups of four: what two people can read to each other. */
export function groupFingerprint(fingerprint: string): readonly string[] {
  return fingerprint.toUpperCase().match(/.{1,4}/g) ?? [];
}
