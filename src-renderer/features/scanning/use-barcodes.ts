import { useDesktopEvent } from '../../api/desktop.ts';
import type { RowDesk } from './use-typed-row.ts';

/** What the barcode of a sheet says goes into the row of the material in hand; that of a volume is the frame's matter. */
export function useBarcodes({ edit }: Pick<RowDesk, 'edit'>): void {
  useDesktopEvent('barcode.read', ({ barcode }) => {
    if (barcode.kind !== 'material') return;
    const { classCode, sequence, pageCount } = barcode;
    edit({ classCode, sequence, ...(pageCount === null ? {} : { pageCount }) });
  });
}
