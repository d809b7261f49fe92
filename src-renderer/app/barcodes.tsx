import { useHasRole } from '../api/signed-in.ts';
import { useDesktopEvent } from '../api/desktop.ts';
import { useNavigation } from '../ui/place.ts';

/** A volume's barcode opens the volume, wherever its keeper is, or its desk where he scans; what a sheet's barcode says is for the scanning desk. */
export function Barcodes(): null {
  const { place, goTo } = useNavigation();
  const isKeeper = useHasRole('archivist');
  useDesktopEvent('barcode.read', ({ barcode }) => {
    if (isKeeper && barcode.kind === 'volume') goTo({ screen: place.screen === 'scanning' ? 'scanning' : 'volume', volumeId: barcode.volumeId });
  });
  return null;
}
