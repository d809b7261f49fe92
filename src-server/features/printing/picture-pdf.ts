/** JPEG as it is, or grey samples from the top left on, deflated: what a printer takes without anybody unpacking it before. */
export type PdfPicture = { readonly kind: 'jpeg' | 'grey'; readonly bytes: Uint8Array; readonly widthPx: number; readonly heightPx: number };
/** A picture that the document holds, by the number of its object. */
export type HeldPicture = { readonly object: number; readonly widthPx: number; readonly heightPx: number };
/** Where a picture lies on a sheet, in points from the lower left; turned: by a quarter to the left, its top at the left. */
export type Placing = { readonly picture: HeldPicture; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly isTurned?: boolean };

export type PicturePdf = {
  readonly hold: (picture: PdfPicture) => HeldPicture;
  readonly addSheet: (placings: readonly Placing[]) => void;
  /** What was written since it was last taken. */
  readonly take: () => readonly Uint8Array[];
  /** Nothing may be added afterwards. */
  readonly finish: () => void;
};

type Facts = { readonly title: string; readonly at: Date; readonly sheet: { readonly width: number; readonly height: number } };

/** Stand at the beginning, so that sheets can name them before they are written. */
const [catalogue, tree, information] = [1, 2, 3] as const;

/**
 * A PDF of pictures, written from front to back: what was taken is gone from here, however many sheets follow. pdf-lib holds a document
 * whole and unpacks each PNG to pack it anew.
 */
export function createPicturePdf({ title, at, sheet }: Facts): PicturePdf {
  const offsets: number[] = [0, 0, 0];
  const sheets: number[] = [];
  let written: Uint8Array[] = [];
  let length = 0;
  const put = (part: string | Uint8Array): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    written.push(bytes);
    length += bytes.length;
  };
  const reserve = (): number => offsets.push(0);
  const write = (object: number, dictionary: string, stream?: Uint8Array): void => {
    offsets[object - 1] = length;
    put(`${String(object)} 0 obj\n<<${dictionary}${stream ? `/Length ${String(stream.length)}` : ''}>>\n`);
    if (stream) for (const part of ['stream\n', stream, '\nendstream\n']) put(part);
    put('endobj\n');
  };
  put('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n');
  write(information, `/Title ${textOf(title)}/CreationDate ${dateOf(at)}/ModDate ${dateOf(at)}`);
  return {
    hold: ({ kind, bytes, widthPx, heightPx }) => {
      const object = reserve();
      const packing = kind === 'jpeg' ? '/ColorSpace/DeviceRGB/Filter/DCTDecode' : '/ColorSpace/DeviceGray/Filter/FlateDecode';
      write(object, `/Type/XObject/Subtype/Image/Width ${String(widthPx)}/Height ${String(heightPx)}/BitsPerComponent 8${packing}`, bytes);
      return { object, widthPx, heightPx };
    },
    addSheet: placings => {
      const [page, content] = [reserve(), reserve()];
      const pictures = placings.map(({ picture: { object } }) => `/P${String(object)} ${String(object)} 0 R`).join('');
      write(content, '', Buffer.from(placings.map(draw).join('')));
      write(page, `/Type/Page/Parent ${String(tree)} 0 R/MediaBox[0 0 ${lengthOf(sheet.width)} ${lengthOf(sheet.height)}]/Resources<</XObject<<${pictures}>>>>/Contents ${String(content)} 0 R`);
      sheets.push(page);
    },
    take: () => {
      const taken = written;
      written = [];
      return taken;
    },
    finish: () => {
      write(tree, `/Type/Pages/Count ${String(sheets.length)}/Kids[${sheets.map(page => `${String(page)} 0 R`).join(' ')}]`);
      write(catalogue, `/Type/Catalog/Pages ${String(tree)} 0 R`);
      const start = length;
      // Each line has twenty bytes, so that a reader finds the place of an object without reading the others.
      put(`xref\n0 ${String(offsets.length + 1)}\n0000000000 65535 f \n${offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`);
      put(`trailer\n<</Size ${String(offsets.length + 1)}/Root ${String(catalogue)} 0 R/Info ${String(information)} 0 R>>\nstartxref\n${String(start)}\n%%EOF\n`);
    },
  };
}

/** The unit square of the picture, laid where it belongs. */
function draw({ picture, x, y, width, height, isTurned = false }: Placing): string {
  const place = isTurned ? [0, height, -width, 0, x + width, y] : [width, 0, 0, height, x, y];
  return `q ${place.map(lengthOf).join(' ')} cm /P${String(picture.object)} Do Q\n`;
}

/** To a hundred-thousandth of a point; never as `1e-7`, which PDF does not know. */
const lengthOf = (points: number): string => String(Number(points.toFixed(5)));

/** UTF-16 with its mark, in hexadecimal digits: whatever stands in it needs no escaping. */
const textOf = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

const dateOf = (at: Date): string => `(D:${at.toISOString().slice(0, 19).replace(/\D/g, '')}Z)`;
