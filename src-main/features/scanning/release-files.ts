import type { DraftId } from '#shared/domain/ids';
import { scannerIdOf } from '#shared/domain/scanner-place';
import type { TerminalServices } from '../../app/services.ts';
import type { ScannedSide } from './keep-page.ts';
import type { ScannerPlaces } from './scanner-places.ts';

export type FileReleasing = {
  /** After the page is safely kept. Does not wait, and fails for nobody: what is left lying is told. */
  readonly release: (draftId: DraftId, side: ScannedSide) => void;
};

/** Removes files of a watched folder whose pages are all kept, where the archivist has agreed to that. */
export function createFileReleasing({ devices, emit }: TerminalServices, places: ScannerPlaces): FileReleasing {
  const remove = async (draftId: DraftId, { placeId, file }: NonNullable<ScannedSide['from']>): Promise<void> => {
    const place = await places.find(scannerIdOf({ kind: 'folder', id: placeId }));
    if (place?.kind !== 'folder' || place.afterwards !== 'remove') return;
    const { isRemoved } = await devices('scanners.discardFile', { folder: place.path, file }).catch(() => ({ isRemoved: false }));
    if (!isRemoved) emit('scan.file-refused', { draftId, fileName: file.name, code: 'scan-file.not-removed' });
  };
  return {
    release: (draftId, { from }) => {
      if (from?.isWhole) void remove(draftId, from);
    },
  };
}
