/** Names that say nothing about a person. */
export const envelopeName = 'envelope.sealed';
export const manifestName = 'manifest.sealed';

/** Every part is locked alike: which of them lies in whose place shows by the digest, and can then be named. */
export const partContext = 'part';

export function partName(part: number): string {
  return `parts/${String(part).padStart(6, '0')}.sealed`;
}
