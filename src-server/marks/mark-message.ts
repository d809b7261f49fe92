import { codedLength } from './convolutional-code.ts';

/**
 * What a page says in its grain: which session of which site. 64 bits: one byte version, one byte site, six bytes serial. Serials are
 * drawn at random, so that the codes of two sessions have nothing in common beyond version and site.
 */
export type MarkPayload = { readonly site: number; readonly serial: number };

/** Of the payload's layout and of everything in this folder that a mark is made by. */
export const version = 1;
export const payloadBytes = 8;
export const tagBytes = 4;
export const serialBytes = 6;

export const codeLength = codedLength((payloadBytes + tagBytes) * 8);
/** The first coded bits say version and site: they tell no session from another. */
export const sharedCodeLength = (payloadBytes - serialBytes) * 8 * 4;

/** Chance that noise passes for a tag in one attempt at decoding. */
export const falseTagRate = 2 ** (-8 * tagBytes);
