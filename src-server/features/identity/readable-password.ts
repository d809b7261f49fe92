import { randomInt } from 'node:crypto';

const consonants = 'bdfghkmnprstvwxz';
const vowels = 'aeiou';

const letter = (letters: string): string => letters[randomInt(letters.length)] ?? '';
const syllable = (): string => letter(consonants) + letter(vowels);
const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `Kimo-tabe-ruso-4821`: easy to read aloud, 51 bits from the operating system's random source, all four kinds of characters. */
export function makeReadablePassword(): string {
  const groups = Array.from({ length: 3 }, () => syllable() + syllable());
  return capitalise([...groups, String(randomInt(1000, 10_000))].join('-'));
}
