const maxTextLength = 300;
// Control characters, halves of characters, and marks that turn the direction of writing: text in the log shows as what it is.
const deceptive = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Eighteen digits, the last may be X. A SHA-256 in hex may hold as many by chance, and must stay whole to prove anything. */
const idNumber = /(?<digest>\b[0-9a-f]{64}\b)|\d{17}[\dXx]/g;

/** Free text as it goes into the log: one line, bounded, without id numbers. */
export function toOneLine(text: string): string {
  return text
    .replace(idNumber, (found, digest?: string) => digest ?? `${found.slice(0, 6)}************`)
    .replace(deceptive, character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
    .slice(0, maxTextLength)
    // A cut may have halved the last character.
    .replace(/\p{Cs}$/u, '');
}
