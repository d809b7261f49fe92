import { z } from 'zod';
import type { deviceEvents } from '#shared/contract/device-api';
import { isSameFile, TakenFile, type ScannerPlaceId } from '#shared/domain/scanner-place';
import type { Repositories } from '../../store/index.ts';

export type SideOrigin = NonNullable<z.output<(typeof deviceEvents)['scan.page']>['from']>;

/** Files that stay in their folder are known for as long as this many newer ones; a folder holds no more than that. */
const maxKept = 5_000;
const Kept = z.array(TakenFile).readonly();
const nameOf = (placeId: ScannerPlaceId): string => `folder-taken/${placeId}`;

export async function findTaken(state: Repositories['state'], placeId: ScannerPlaceId): Promise<readonly TakenFile[]> {
  return (await state.find(nameOf(placeId), Kept)) ?? [];
}

/** In the transaction that keeps the page: a file is neither taken twice nor forgotten, whatever dies in between. */
export async function recordTaken(state: Repositories['state'], { placeId, file, pages, isWhole }: SideOrigin): Promise<void> {
  const others = (await findTaken(state, placeId)).filter(taken => !isSameFile(taken.file, file));
  await state.save(nameOf(placeId), [...others, { file, pages, isWhole }].slice(-maxKept));
}
