import { refuseText } from '../package-refusal.ts';

const encodings: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8', utf8: 'utf-8', 'us-ascii': 'utf-8', ascii: 'utf-8', gb18030: 'gb18030', gbk: 'gb18030', gb2312: 'gb18030', 'gb2312-80': 'gb18030', cp936: 'gb18030',
  'utf-16': 'utf-16le', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be',
};

/** Byte order marks, and what `<?` looks like without one. */
const starts: readonly (readonly [string, string])[] = [['efbbbf', 'utf-8'], ['fffe', 'utf-16le'], ['feff', 'utf-16be'], ['3c003f00', 'utf-16le'], ['003c003f', 'utf-16be']];
const declaration = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/;

/** The text of an XML file in the encoding that its first bytes or its declaration give; UTF-8 without one. */
export function decodeXmlText(bytes: Buffer, path: string): string {
  const start = bytes.toString('hex', 0, 4);
  const declared = declaration.exec(bytes.toString('latin1', 0, 300))?.[1];
  const byStart = starts.find(([mark]) => start.startsWith(mark))?.[1];
  const encoding = byStart ?? encodings[declared?.toLowerCase() ?? 'utf-8'];
  if (encoding === undefined) refuseText('encoding', { path, found: declared ?? '' });
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuseText('encoding-wrong', { path, expected: declared ?? encoding });
  }
}
