import type { Insertable } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import { makeIdNumber } from './id-number.ts';
import { makeCommonName } from './names.ts';
import { createRandom } from './random.ts';

export type PersonRow = Insertable<Schema['persons']> & { readonly volumeCount: number };
export type Workplace = { readonly unitId: string; readonly managingUnitId: string };

const posts = ['科员', '副科长', '科长', '四级调研员', '办公室主任', '主任科员', '副局长', '教师', '医师', '工程师'] as const;
const places = ['北辰市雁川县', '北辰市松岚旗', '北辰市城中区', '朔宁自治区河阳市'] as const;
/** Birthdays from 1961 on; the step has no factor in common with their number, so neighbours in the roll are not born on the same day. */
const birthdays = 15_000;
const birthdayStep = 7_919;

/** Number `index` of an endless roll: the same for the same seed, its identity and archive numbers never taken twice below 7.5 million. */
export function makeManyPerson(seed: number, index: number, workplaces: readonly Workplace[]): PersonRow {
  const random = createRandom(`${String(seed)}/many/${String(index)}`);
  const named = makeCommonName(random);
  const born = new Date(Date.UTC(1961, 0, 1 + ((index * birthdayStep) % birthdays)));
  const bornOn = born.toISOString().slice(0, 10).replaceAll('-', '');
  const serial = 2 * Math.floor(index / birthdays) + (named.gender === 'male' ? 1 : 0);
  return {
    ...named,
    ...random.pick(workplaces),
    id: random.uuid(),
    bornOn,
    idNumber: makeIdNumber('990300', bornOn, serial),
    nativePlace: random.pick(places),
    politicalStatus: random.chance(0.75) ? '中共党员' : '群众',
    workStartedOn: `${String(born.getUTCFullYear() + 22)}08`,
    post: random.pick(posts),
    archiveNumber: `${manyPrefix}${String(index + 1).padStart(7, '0')}`,
    status: born.getUTCFullYear() < 1966 ? 'retired' : random.chance(0.03) ? 'transferred-out' : 'in-service',
    secrecyLevel: 'secret',
    secrecyYears: 10,
    volumeCount: 1,
  };
}

/** Archive numbers of people made in bulk begin with this. */
export const manyPrefix = 'PL';
