import { describe, expect, test } from 'vitest';
import { roles } from '../../../../src-shared/domain/account.ts';
import { classCodes } from '../../../../src-shared/domain/catalogue.ts';
import { comparePartialDates, isPartialDate, PartialDate } from '../../../../src-shared/domain/partial-date.ts';
import { isIdNumberValid } from '../../../../src-shared/domain/person.ts';
import { CatalogueRow } from '../../../../src-shared/domain/volume.ts';
import { demoAccountPlans, demoUnits } from '../../../../src-server/features/demo/city.ts';
import { makeManyPerson } from '../../../../src-server/features/demo/many-people.ts';
import { makePeople } from '../../../../src-server/features/demo/people.ts';
import { createRandom } from '../../../../src-server/features/demo/random.ts';
import { planVolume, type VolumePlan } from '../../../../src-server/features/demo/volume-plan.ts';

const planCity = (seed: number): VolumePlan[] => {
  const random = createRandom(seed);
  return makePeople(random.fork('people')).map((person, index) => planVolume(person, { random: random.fork(`volume-${String(index)}`), isFull: index % 10 === 3 }));
};
const plans = planCity(1);
const drawAll = (city: readonly VolumePlan[]): string[] =>
  city.flatMap(({ materials }) => materials.flatMap(({ id, pages }) => pages.map((page, index) => page.draw(createRandom(`${id}/${String(index)}`)))));

test('the same seed makes the same people, catalogues and pages; another seed makes others', () => {
  const again = planCity(1);
  expect(again.map(({ person }) => person)).toEqual(plans.map(({ person }) => person));
  expect(drawAll(again.slice(0, 5))).toEqual(drawAll(plans.slice(0, 5)));
  expect(planCity(2)[0]?.person.id).not.toBe(plans[0]?.person.id);
});

test('what a page shows does not depend on which page was drawn before it', () => {
  const [forwards] = [planCity(1).slice(0, 3)];
  const backwards = planCity(1).slice(0, 3).toReversed();
  expect(drawAll(backwards).toSorted()).toEqual(drawAll(forwards).toSorted());
});

describe('every volume', () => {
  test.each(plans.map(plan => [plan.person.name, plan] as const))('of %s numbers each class from one, in order of date, with rows that intake would accept', (_name, { materials }) => {
    expect(materials.length).toBeGreaterThanOrEqual(8);
    expect(materials.length).toBeLessThanOrEqual(20);
    for (const code of classCodes) {
      const rows = materials.filter(({ classCode }) => classCode === code);
      expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
      const dates = rows.map(({ formedOn }) => (formedOn === null ? null : PartialDate.parse(formedOn)));
      expect(dates.toSorted(comparePartialDates)).toEqual(dates);
    }
    for (const material of materials) expect(() => CatalogueRow.parse({ ...material, pageCount: material.pages.length })).not.toThrow();
  });
});

describe('people', () => {
  const people = plans.map(({ person }) => person);

  test('have identity numbers with a right checksum, their own birthday and a region that does not exist', () => {
    for (const { idNumber, bornOn, gender } of people) {
      expect(isIdNumberValid(idNumber)).toBe(true);
      expect(idNumber.slice(6, 14)).toBe(bornOn);
      expect(Number(idNumber[16]) % 2).toBe(gender === 'male' ? 1 : 0);
      expect(idNumber.startsWith('99')).toBe(true);
    }
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(people.length);
    expect(new Set(people.map(({ archiveNumber }) => archiveNumber)).size).toBe(people.length);
  });

  test('have the names that make a roster hard', () => {
    const names = people.map(({ name }) => name);
    expect(names.length - new Set(names).size).toBe(2);
    expect(names.some(name => name.includes('·'))).toBe(true);
    expect(names.some(name => /^(欧阳|上官|司马|诸葛|尉迟|慕容|令狐|皇甫)/.test(name))).toBe(true);
  });

  test('are of working age or just retired, and hold posts one after another', () => {
    for (const { bornOn, life } of people) {
      expect(isPartialDate(bornOn)).toBe(true);
      expect(2026 - Number(bornOn.slice(0, 4))).toBeGreaterThanOrEqual(22);
      expect(2026 - Number(bornOn.slice(0, 4))).toBeLessThanOrEqual(65);
      life.steps.slice(1).forEach((step, index) => { expect(step.from).toBe(life.steps[index]?.until); });
    }
  });
});

test('the accounts cover every role, are of one role each, and the three administrators are three persons', () => {
  expect(new Set(demoAccountPlans.map(({ role }) => role))).toEqual(new Set(roles));
  expect(new Set(demoAccountPlans.map(({ displayName }) => displayName)).size).toBe(demoAccountPlans.length);
  for (const { unit, role } of demoAccountPlans) {
    const home = demoUnits.find(({ key }) => key === unit);
    expect(home).toBeDefined();
    if (role === 'archivist' || role === 'approver') expect(home?.isCustodian).toBe(true);
  }
});

test('a hundred thousand streams of chance start differently', () => {
  const starts = new Set(Array.from({ length: 100_000 }, (_, index) => createRandom(`1/many/${String(index)}`).uuid()));
  expect(starts.size).toBe(100_000);
});

test('a roll made in bulk repeats with its seed and never repeats a number within it', () => {
  const workplaces = [{ unitId: crypto.randomUUID(), managingUnitId: crypto.randomUUID() }];
  const roll = Array.from({ length: 20_000 }, (_, index) => makeManyPerson(5, index, workplaces));
  expect(makeManyPerson(5, 4321, workplaces)).toEqual(roll[4321]);
  expect(new Set(roll.map(({ idNumber }) => idNumber)).size).toBe(roll.length);
  expect(new Set(roll.map(({ id }) => id)).size).toBe(roll.length);
  expect(roll.every(({ idNumber }) => isIdNumberValid(idNumber))).toBe(true);
});
