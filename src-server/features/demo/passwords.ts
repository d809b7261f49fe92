import { randomInt } from 'node:crypto';
import { isAcceptablePassword } from '#shared/domain/account';

const consonants = 'bdfghkmnprstvwxz';
const vowels = 'aeiou';

const letter = (letters: string): string => letters[randomInt(letters.length)] ?? '';
const syllable = (): string => letter(consonants) + letter(vowels);

/** `kimo-tabe-ruso-4821`: easy to read aloud, 51 bits from the operating system's random source. */
export function makeReadablePassword(loginName: string): string {
  const groups = Array.from({ length: 3 }, () => syllable() + syllable());
  const password = [...groups, String(randomInt(1000, 10_000))].join('-');
  return isAcceptablePassword(password, loginName) ? password : makeReadablePassword(loginName);
}
