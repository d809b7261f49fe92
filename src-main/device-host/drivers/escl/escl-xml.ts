import { SaxesParser } from 'saxes';
import { AppError } from '#shared/errors/app-error';

export type XmlElement = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: readonly XmlElement[]; readonly text: string };

type Growing = { name: string; attributes: Record<string, string>; children: Growing[]; text: string };

const maxElements = 20_000;
const maxDepth = 32;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Strict and bounded, prefixes left out (vendors choose their own); no document type, so no entities. `root` is what must stand at the top. */
export function parseEsclXml(bytes: Buffer, root: string): XmlElement {
  const top: Growing = { name: '', attributes: {}, children: [], text: '' };
  try {
    fill(top, bytes.toString('utf8'));
  } catch (error) {
    // What the parser says may quote the answer of a device that is none.
    throw new AppError('scanner.not-understood', { answer: root }, { cause: error });
  }
  const [element] = top.children;
  if (element?.name !== root) throw new AppError('scanner.not-understood', { answer: root });
  return element;
}

function fill(top: Growing, text: string): void {
  const parser = new SaxesParser();
  const open: Growing[] = [top];
  let count = 0;
  parser.on('doctype', () => {
    throw new Error('document type');
  });
  parser.on('opentag', ({ name, attributes }) => {
    count += 1;
    if (count > maxElements || open.length > maxDepth) throw new Error('too large');
    const named = Object.entries(attributes).map(([key, value]) => [localName(key), value] as const);
    const element: Growing = { name: localName(name), attributes: Object.fromEntries(named), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.on('text', part => {
    const current = open.at(-1);
    if (current) current.text += part;
  });
  parser.write(text).close();
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(child => child.name === name);
}

/** Every element below with this name. */
export function allOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.flatMap(child => (child.name === name ? [child] : allOf(child, name))) ?? [];
}

export function textOf(element: XmlElement | undefined, name: string): string {
  return allOf(element, name)[0]?.text.trim() ?? '';
}

export function numberOf(element: XmlElement | undefined, name: string): number | undefined {
  const text = textOf(element, name);
  return /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}
