import type { ScanDriver, ScanRequest } from './scan-driver.ts';

export type ScanDrivers = Readonly<Record<'sane' | 'network' | 'folder', ScanDriver>>;

/**
 * All kinds of scanners as one. What the terminal was told of comes first and at once; a search by SANE that fails says nothing about
 * those, and is an error only where there is nothing else.
 */
export function joinDrivers(open: Readonly<Record<keyof ScanDrivers, () => ScanDriver>>): ScanDriver {
  const opened: Partial<Record<keyof ScanDrivers, ScanDriver>> = {};
  const driverOf = (place: ScanRequest['place']): ScanDriver => {
    const kind = place?.kind ?? 'sane';
    return (opened[kind] ??= open[kind]());
  };
  return {
    listScanners: async places => {
      const known = await Promise.all(places.map(place => driverOf(place).listScanners([place])));
      try {
        return [...(await driverOf(null).listScanners([])), ...known.flat()];
      } catch (error) {
        if (known.length === 0) throw error;
        return known.flat();
      }
    },
    describe: (scannerId, place) => driverOf(place).describe(scannerId, place),
    scan: (request, signal) => driverOf(request.place).scan(request, signal),
  };
}
