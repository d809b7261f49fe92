import { XmlMapping } from '#shared/domain/xml-mapping';

export const draftOf = (mapping: XmlMapping): string => JSON.stringify(mapping, null, 2);

/** `gap`: where the text is no mapping yet, as a path of fields; empty where it is no JSON at all. */
export type MappingDraft = { readonly mapping: XmlMapping; readonly gap: null } | { readonly mapping: null; readonly gap: string };

export function readDraft(text: string): MappingDraft {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // Half-typed is the normal state of a text field.
    if (error instanceof SyntaxError) return { mapping: null, gap: 'JSON' };
    throw error;
  }
  const parsed = XmlMapping.safeParse(value);
  return parsed.success ? { mapping: parsed.data, gap: null } : { mapping: null, gap: parsed.error.issues[0]?.path.join('.') ?? '' };
}
