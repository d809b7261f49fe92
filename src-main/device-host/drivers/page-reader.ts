import { AppError } from '#shared/errors/app-error';
import type { RawPage } from './scan-driver.ts';
import type { SaneFrame, SaneScanner } from './sane-addon.ts';

/** Beyond this no decoder on the way takes a page: 268 million pixels, or 65 535 rows. A3 at 1200 dpi is 278 million. */
const maxPixels = 0x3fff * 0x3fff;
const maxRows = 65_535;

const colorOrder = ['red', 'green', 'blue'] as const;

type Plane = { readonly frame: SaneFrame; readonly heightPx: number; readonly data: Buffer };

export type PageReading = {
  readonly dpi: number;
  /** For the progress of a device that does not say how many rows will come. */
  readonly expectedRows: number;
  readonly onProgress: (fraction: number) => void;
};

function requireRoom(frame: SaneFrame, rows: number): void {
  if (rows > maxRows || rows * frame.widthPx > maxPixels) throw new AppError('scanner.setting-refused', { setting: 'resolution' });
}

async function readPlane(scanner: SaneScanner, frame: SaneFrame, onRows: (rows: number) => void): Promise<Plane> {
  const rowBytes = frame.widthPx * frame.channels;
  requireRoom(frame, Math.max(frame.lines, 0));
  const parts: Buffer[] = [];
  let length = 0;
  for (let read = await scanner.read(); read !== null; read = await scanner.read()) {
    if (typeof read !== 'number') {
      parts.push(read);
      length += read.length;
      requireRoom(frame, length / rowBytes);
    }
    onRows((typeof read === 'number' ? read : length) / rowBytes);
  }
  const [whole, ...more] = parts;
  return { frame, heightPx: length / rowBytes, data: whole && more.length === 0 ? whole : Buffer.concat(parts, length) };
}

/** Old three-pass devices send red, green and blue one after another. */
function interleave(planes: readonly Plane[]): Buffer {
  const [red, green, blue] = colorOrder.map(format => planes.find(plane => plane.frame.format === format)?.data);
  if (!red || !green || !blue || red.length !== green.length || red.length !== blue.length) throw new AppError('scanner.page-incomplete');
  const data = Buffer.allocUnsafeSlow(red.length * 3);
  for (let pixel = 0, at = 0; pixel < red.length; pixel += 1, at += 3) {
    // `?? 0`: the lengths were compared above.
    data[at] = red[pixel] ?? 0;
    data[at + 1] = green[pixel] ?? 0;
    data[at + 2] = blue[pixel] ?? 0;
  }
  return data;
}

function pageOf(planes: readonly Plane[], dpi: number): RawPage {
  const [first] = planes;
  if (!first) throw new AppError('scanner.page-incomplete');
  const { widthPx, channels } = first.frame;
  const size = { widthPx, heightPx: first.heightPx, dpi };
  return planes.length === 1 ? { ...size, channels, data: first.data } : { ...size, channels: 3, data: interleave(planes) };
}

/** Reads one side, of one frame or of three. `first` is what `start` answered. */
export async function readPage(scanner: SaneScanner, first: SaneFrame, reading: PageReading): Promise<RawPage> {
  const passes = first.isLast ? 1 : colorOrder.length;
  const planes: Plane[] = [];
  for (let frame = first; ; frame = await scanner.start()) {
    const rows = frame.lines > 0 ? frame.lines : reading.expectedRows;
    planes.push(
      await readPlane(scanner, frame, done => {
        reading.onProgress(Math.min((planes.length + done / rows) / passes, 1));
      }),
    );
    if (frame.isLast || planes.length === passes) return pageOf(planes, reading.dpi);
  }
}
