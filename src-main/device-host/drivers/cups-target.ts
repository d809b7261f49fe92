import { attribute, type IppAttribute, type IppGroup } from './ipp-codec.ts';
import { groupsOf, textOf, textsOf, valuesOf, type IppAnswer } from './ipp-client.ts';

/** Answers of RFC 8011: everything from here on is a refusal. */
export const firstError = 0x0100;
export const notFound = 0x0406;

export function pathOf(printer: string): string {
  return `/printers/${encodeURIComponent(printer)}`;
}

export function targetOf(printer: string): readonly IppAttribute[] {
  return [attribute('printer-uri', 'uri', `ipp://localhost${pathOf(printer)}`), attribute('requesting-user-name', 'name', process.env['USER'] ?? 'danglian')];
}

export function requested(names: readonly string[]): IppAttribute {
  return attribute('requested-attributes', 'keyword', ...names);
}

export function reasonsIn(group: IppGroup | undefined, name: string): readonly string[] {
  return textsOf(group, name).filter(reason => reason !== 'none');
}

export function isTrue(group: IppGroup | undefined, name: string): boolean {
  return valuesOf(group, name)[0] === true;
}

export function statusText(answer: IppAnswer): string {
  const said = textOf(groupsOf(answer, 'operation')[0], 'status-message');
  return said === '' ? `0x${answer.status.toString(16).padStart(4, '0')}` : said;
}
