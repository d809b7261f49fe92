import { createHash } from 'node:crypto';
import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { StagedImage } from '#shared/domain/staged-volume';

/**
 * Holds bytes against the digest that the package declares for them; null when they agree or nothing is declared. Rule P01 compares
 * SHA-256 by itself, from what was measured; what was declared in another algorithm is only found with the bytes at hand.
 */
export function checkDeclaredDigest({ path, declaredDigest }: Pick<StagedImage, 'path' | 'declaredDigest'>, bytes: Uint8Array): NamedProblem | null {
  if (declaredDigest === null) return null;
  const found = createHash(declaredDigest.algorithm).update(bytes).digest('hex');
  return found === declaredDigest.value.toLowerCase() ? null : { rule: 'P01', variant: 'digest-differs', path, expected: declaredDigest.value.slice(0, 16), found: found.slice(0, 16) };
}
