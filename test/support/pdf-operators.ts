import { PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, decodePDFRawStream } from 'pdf-lib';

export type PdfColours = {
  /** Each operator that sets a colour or paints a picture or shading, with its operands, once. */
  readonly settings: readonly string[];
  /** Of the colour spaces that pages name. */
  readonly spaces: readonly string[];
  readonly xObjects: number;
};

const ofColour = new Set(['g', 'G', 'rg', 'RG', 'k', 'K', 'cs', 'CS', 'sc', 'SC', 'scn', 'SCN', 'sh', 'Do', 'BI', 'gs', 'ri']);

/** Reads the operators of every page as a printer does, whoever wrote them. */
export async function readColours(pdf: Uint8Array): Promise<PdfColours> {
  const document = await PDFDocument.load(pdf);
  const settings = new Set<string>();
  const spaces = new Set<string>();
  let xObjects = 0;
  for (const page of document.getPages()) {
    const { Resources, Contents } = page.node.normalizedEntries();
    for (const ref of Contents?.asArray() ?? []) for (const line of operatorsIn(document.context.lookup(ref, PDFStream))) settings.add(line);
    for (const [, value] of entriesOf(Resources, 'ColorSpace')) spaces.add(String(document.context.lookup(value)));
    xObjects += entriesOf(Resources, 'XObject').length;
  }
  return { settings: [...settings].sort(), spaces: [...spaces], xObjects };
}

function entriesOf(resources: PDFDict, name: string): ReturnType<PDFDict['entries']> {
  return resources.lookupMaybe(PDFName.of(name), PDFDict)?.entries() ?? [];
}

function operatorsIn(stream: PDFStream): string[] {
  const bytes = stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
  const tokens = Buffer.from(bytes).toString('latin1').split(/\s+/).filter(token => token !== '');
  const found: string[] = [];
  let operands: string[] = [];
  for (const token of tokens) {
    if (!/^[A-Za-z'"*]+$/.test(token)) operands.push(token);
    else {
      if (ofColour.has(token)) found.push([...operands, token].join(' '));
      operands = [];
    }
  }
  return found;
}
