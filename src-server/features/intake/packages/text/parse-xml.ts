import { SaxesParser } from 'saxes';
import { textLimits } from '../limits.ts';
import { PackageRefusal, refuseText } from '../package-refusal.ts';
import { decodeXmlText } from './decode-text.ts';

export type XmlElement = {
  /** Without its namespace's prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

type Growing = { name: string; attributes: ReadonlyMap<string, string>; children: Growing[]; text: string };

/** Reads strictly: a document type, an entity of its own, a second root or one open tag refuses the file (P02). Nothing is ever fetched or expanded. */
export function parseXml(bytes: Buffer, path: string): XmlElement {
  if (bytes.length > textLimits.maxXmlBytes) refuseText('too-large', { path, expected: String(textLimits.maxXmlBytes), found: String(bytes.length) });
  const text = decodeXmlText(bytes, path);
  try {
    return buildTree(text, path);
  } catch (error) {
    if (error instanceof PackageRefusal) throw error;
    // The parser begins with `line:column:`; what follows may quote the file.
    const place = /(\d+):(\d+):/.exec(error instanceof Error ? error.message : '');
    return refuseText('not-well-formed', { path, found: place === null ? '' : `${String(place[1])}:${String(place[2])}` });
  }
}

function buildTree(text: string, path: string): XmlElement {
  const parser = new SaxesParser();
  const top: Growing = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Growing[] = [top];
  let count = 0;
  parser.on('doctype', () => refuseText('doctype', { path }));
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (open.length > textLimits.maxXmlDepth) refuseText('too-deep', { path, expected: String(textLimits.maxXmlDepth) });
    if (count > textLimits.maxXmlElements) refuseText('too-large', { path, expected: String(textLimits.maxXmlElements) });
    const element = { name: localName(name), attributes: new Map(Object.entries(attributes).map(([key, value]) => [localName(key), value])), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => { open.pop(); });
  const addText = (part: string): void => {
    const current = open.at(-1);
    if (current) current.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(text).close();
  return top.children[0] ?? refuseText('not-well-formed', { path });
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Every element below (and at) `element` with one of the names, in the order of the file; none is looked for inside one that was found. */
export function findElements(element: XmlElement, names: readonly string[]): readonly XmlElement[] {
  return names.includes(element.name) ? [element] : element.children.flatMap(child => findElements(child, names));
}

/** The first attribute or element below with one of the names that says something. */
export function findText(element: XmlElement, names: readonly string[]): string {
  const own = names.map(name => element.attributes.get(name)?.trim() ?? '').find(text => text !== '');
  if (own !== undefined) return own;
  for (const child of element.children) {
    const text = names.includes(child.name) ? child.text.trim() : '';
    const found = text === '' ? findText(child, names) : text;
    if (found !== '') return found;
  }
  return '';
}
