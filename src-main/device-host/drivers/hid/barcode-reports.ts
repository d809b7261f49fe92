/** What a scanner of the HID POS class has read. */
export type BarcodeRead = {
  readonly text: string;
  /** AIM identifier without its `]`: `C1` Code 128, `Q1` QR, `d2` Data Matrix; empty when the device names none. */
  readonly symbology: string;
};

/** Usage page 0x8C of the HID Point of Sale Usage Tables, usage 0x02: the scanner's own collection. */
export const barcodeUsage = { page: 0x8c, usage: 0x02 } as const;

/** Report 2: id, length, three characters of AIM identifier, up to 56 bytes, symbology, reserved, "goes on". */
const layout = { reportId: 2, length: 1, aim: 2, data: 5, maxData: 56, goesOn: 63 } as const;
/** Longer than any label; an endless chain is no barcode. */
const maxTextBytes = 4_096;
/** Parts of one barcode come within milliseconds; a lost last part must not become the beginning of the next label. */
const patienceMs = 500;

export type ReportReader = (report: Uint8Array, nowMs: number) => BarcodeRead | undefined;

type Growing = { readonly aim: string; readonly parts: Uint8Array[]; bytes: number; atMs: number };

const aimPattern = /^\][A-Za-z][0-9A-Za-z]$/;
// GB 18030 needs a label of its own; what is not UTF-8 is shown with marks of doubt and recognised by nobody.
const decoder = new TextDecoder('utf-8');

/** Joins the reports of one device to barcodes. What is no such report is passed over: a device may send others. */
export function createReportReader(): ReportReader {
  let growing: Growing | undefined;
  return (report, nowMs) => {
    const part = readPart(report);
    if (!part) {
      growing = undefined;
      return undefined;
    }
    if (!growing || nowMs - growing.atMs > patienceMs || growing.aim !== part.aim) growing = { aim: part.aim, parts: [], bytes: 0, atMs: nowMs };
    growing.parts.push(part.data);
    growing.bytes += part.data.length;
    growing.atMs = nowMs;
    if (growing.bytes > maxTextBytes) growing = undefined;
    if (part.goesOn || !growing) return undefined;
    const read = { text: decoder.decode(join(growing.parts)), symbology: growing.aim.slice(1) };
    growing = undefined;
    return read.text === '' ? undefined : read;
  };
}

function readPart(report: Uint8Array): { readonly data: Uint8Array; readonly aim: string; readonly goesOn: boolean } | undefined {
  const length = report[layout.length];
  if (report[0] !== layout.reportId || length === undefined || length > layout.maxData || report.length < layout.data + length) return undefined;
  const aim = String.fromCharCode(...report.subarray(layout.aim, layout.data));
  return {
    // The buffer belongs to the driver and is filled again with the next report.
    data: Uint8Array.from(report.subarray(layout.data, layout.data + length)),
    aim: aimPattern.test(aim) ? aim : '',
    goesOn: ((report[layout.goesOn] ?? 0) & 1) === 1,
  };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
