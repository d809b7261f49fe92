import { createHash } from 'node:crypto';
import type { PackageProblem, StagedImage } from '#shared/domain/staged-volume';

/** Holds an image's bytes against the digest that the package declares for it; null when they agree or nothing is declared. */
export function checkDeclaredDigest({ path, declaredDigest }: Pick<StagedImage, 'path' | 'declaredDigest'>, bytes: Uint8Array): PackageProblem | null {
  if (declaredDigest === null) return null;
  const found = createHash(declaredDigest.algorithm).update(bytes).digest('hex');
  return found === declaredDigest.value.toLowerCase() ? null : { rule: 'P01', variant: 'digest-differs', path, expected: declaredDigest.value, found };
}
