import { z } from 'zod';
import type { Reply } from '#shared/contract/operation';

/** Longer calls are refused before they are parsed; pictures never travel this way. */
const maxCallLength = 8 * 1024 * 1024;

const PageMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('dropped') }),
  z.strictObject({ kind: z.literal('call'), id: z.int().positive(), name: z.string().max(200), input: z.unknown().optional() }),
]);
export type PageMessage = z.infer<typeof PageMessage> | { readonly kind: 'oversized'; readonly id: number };

export type MessageToPage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown };

/** `undefined` for anything that the window script would not have sent. */
export function parsePageMessage(text: string): PageMessage | undefined {
  if (text.length > maxCallLength) {
    // Only its number is read, so that it can be answered.
    const id = /^\{"kind":"call","id":(\d{1,10}),/.exec(text)?.[1];
    return id === undefined ? undefined : { kind: 'oversized', id: Number(id) };
  }
  return PageMessage.safeParse(parseJson(text)).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // `as`: JSON.parse is typed any
  } catch {
    return undefined;
  }
}
