import { stat } from 'node:fs/promises';
import type { FoundPackage } from '#shared/domain/delivery';
import { AppError } from '#shared/errors/app-error';
import { searchPackages, type PackagePlace, type SearchLimits } from './find-packages.ts';
import { listPackageFiles } from './package-files.ts';

const limits: SearchLimits = { maxPackages: 5_000, maxFolders: 50_000, maxMs: 20_000 };
/** From then on packages are named without their sizes. */
const sizingMs = 20_000;

/** What would be sent, with its size, for the eyes of a person. */
export async function sizePackages(paths: readonly string[]): Promise<{ readonly packages: readonly FoundPackage[]; readonly isCutShort: boolean }> {
  const packages: FoundPackage[] = [];
  const until = AbortSignal.timeout(sizingMs);
  for await (const place of searchPackages(paths, limits)) {
    if (!place) return { packages, isCutShort: true };
    packages.push({ ...place, ...(await sizeOf(place, until)) });
  }
  return { packages, isCutShort: false };
}

async function sizeOf({ path, kind }: PackagePlace, until: AbortSignal): Promise<Pick<FoundPackage, 'files' | 'bytes'>> {
  const unknown = { files: 0, bytes: 0 };
  if (kind === 'zip') return { files: 1, bytes: (await stat(path).catch(() => undefined))?.size ?? 0 };
  if (until.aborted) return unknown;
  try {
    const files = await listPackageFiles(path, until);
    return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  } catch (error) {
    // What is wrong with it is told when it is sent.
    if (error instanceof AppError || isTimeout(error)) return unknown;
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
