import type { ScanDriver, ScanRequest } from './scan-driver.ts';

type Kind = 'sane' | 'network' | 'folder';

/**
 * All kinds of scanners as one. A search by SANE that fails says nothing about those that the terminal was told of, and is an error
 * only where there is nothing else. Each driver is opened when it is first needed.
 */
export function joinDrivers(open: Readonly<Record<Kind, () => ScanDriver>>): ScanDriver {
  const opened = new Map<Kind, ScanDriver>();
  const driverOf = (place: ScanRequest['place']): ScanDriver => {
    const kind = place?.kind ?? 'sane';
    const driver = opened.get(kind) ?? open[kind]();
    opened.set(kind, driver);
    return driver;
  };
  return {
    listScanners: async places => {
      const known = (await Promise.all(places.map(place => driverOf(place).listScanners([place])))).flat();
      try {
        return [...(await driverOf(null).listScanners([])), ...known];
      } catch (error) {
        if (known.length === 0) throw error;
        return known;
      }
    },
    describe: (scannerId, place) => driverOf(place).describe(scannerId, place),
    peek: scannerId => driverOf(null).peek?.(scannerId) ?? Promise.resolve(false),
    scan: (request, signal) => driverOf(request.place).scan(request, signal),
    release: async () => {
      for (const driver of opened.values()) await driver.release?.();
    },
  };
}
