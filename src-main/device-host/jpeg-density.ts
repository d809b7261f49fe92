/** Where a JPEG keeps its first segment, and in it, behind "JFIF\0" and its version, unit and resolution. */
const at = { marker: 2, identifier: 6, unit: 13, x: 14, y: 16 } as const;
const perInch = 1;

/**
 * The same picture, with its true resolution in the JFIF header: there most acceptance software reads it. A header that says it
 * already is left as it is; where it is missing it is put right behind the start of the image. Nothing else is touched.
 */
export function withDensity(jpeg: Buffer, dpi: number): Uint8Array<ArrayBuffer> {
  if (jpeg.length < 20 || jpeg.readUInt16BE(0) !== 0xffd8) throw new Error('unexpected start of a JPEG');
  const isJfif = jpeg.readUInt16BE(at.marker) === 0xffe0 && jpeg.toString('latin1', at.identifier, at.identifier + 5) === 'JFIF\0';
  if (!isJfif) return insertHeader(jpeg, dpi);
  const copy = new Uint8Array(jpeg);
  const view = new DataView(copy.buffer);
  view.setUint8(at.unit, perInch);
  view.setUint16(at.x, dpi);
  view.setUint16(at.y, dpi);
  return copy;
}

function insertHeader(jpeg: Buffer, dpi: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.from('ffe000104a46494600010201000000000000', 'hex');
  header.writeUInt16BE(dpi, 12);
  header.writeUInt16BE(dpi, 14);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]));
}
