import type { Hand } from '../drawing/text.ts';
import type { Random } from '../random.ts';
import type { DemoPerson } from '../people.ts';

/** What a sheet is written from: whose file and what held of him that day, whose hand, which day, which office seals it. */
export type SheetFacts = {
  readonly person: DemoPerson;
  readonly unitName: string;
  readonly hand: Hand;
  readonly random: Random;
  readonly date: string;
  readonly office: string;
};

/** A form says what was so on its day: no post, party membership or child of later years. */
export function asOf(person: DemoPerson, date: string): { readonly person: DemoPerson; readonly unitName: string } {
  const month = date.slice(0, 6).padEnd(6, '0');
  const { life } = person;
  const reached = life.steps.filter(step => step.from <= month);
  const steps = reached.map((step, index) => (index === reached.length - 1 ? { ...step, until: null } : step));
  const isMember = life.joinedPartyOn !== null && life.joinedPartyOn <= date.padEnd(8, '0');
  const present = steps.at(-1);
  return {
    person: {
      ...person,
      post: present?.post ?? '学生',
      politicalStatus: life.joinedPartyOn !== null && !isMember ? '共青团员' : person.politicalStatus,
      life: { ...life, steps, joinedPartyOn: isMember ? life.joinedPartyOn : null, kin: life.kin.filter(({ born }) => born.slice(0, 4) < date.slice(0, 4)) },
    },
    unitName: present?.place ?? life.study.school,
  };
}

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** `19870312` → `1987年3月12日`, as far as the date goes. */
export function longDate(date: string): string {
  const parts = [`${date.slice(0, 4)}年`];
  if (date.length >= 6) parts.push(`${String(Number(date.slice(4, 6)))}月`);
  if (date.length >= 8) parts.push(`${String(Number(date.slice(6, 8)))}日`);
  return parts.join('');
}

/** `198703` → `1987.03` */
export const shortDate = (date: string): string => (date.length >= 6 ? `${date.slice(0, 4)}.${date.slice(4, 6)}` : date);

export const genderName = ({ gender }: DemoPerson): string => (gender === 'male' ? '男' : '女');

/** Forms ask for as many rows as life may fill, and leave the rest empty. */
export function atLeast<Item>(items: readonly Item[], count: number, empty: Item): Item[] {
  return [...items, ...Array.from({ length: Math.max(0, count - items.length) }, () => empty)];
}
