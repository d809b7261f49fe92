import { groupFingerprint } from '../../ui/fingerprint.ts';

export const askedCount = 3;

/**
 * Which groups the officer must get from the terminal's own screen. They are drawn anew each time and not shown here: whoever
 * made a key whose beginning or end looks right does not know which groups will be asked.
 */
export function drawGroups(groupCount: number, random: () => number = randomFraction): readonly number[] {
  const left = Array.from({ length: groupCount }, (_, index) => index);
  const drawn = Array.from({ length: Math.min(askedCount, groupCount) }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0);
  return drawn.sort((one, other) => one - other);
}

function randomFraction(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value / 2 ** 32;
}

export type Comparison = 'unfinished' | 'same' | 'different';

/** `typed` by the index of the group. Different as soon as one complete group differs. */
export function compareGroups(fingerprint: string, asked: readonly number[], typed: ReadonlyMap<number, string>): Comparison {
  const groups = groupFingerprint(fingerprint);
  const answers = asked.map(index => ({ group: groups[index] ?? '', text: cleanGroup(typed.get(index) ?? '') }));
  if (answers.some(({ group, text }) => text.length === group.length && text !== group)) return 'different';
  return answers.every(({ group, text }) => text === group) ? 'same' : 'unfinished';
}

/** What a person may type for a group, in one form: hex digits, upper case, at most four. */
export function cleanGroup(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-F]/g, '').slice(0, 4);
}
