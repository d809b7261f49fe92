import type { Gender, PersonStatus } from '#shared/domain/person';
import type { SecrecyLevel } from '#shared/domain/secrecy';
import { cityName, demoUnits, type DemoUnit } from './city.ts';
import { demoRegionCode, makeIdNumber } from './id-number.ts';
import { makeLife, type Life } from './life.ts';
import { makeRoll, type NamedPerson } from './names.ts';
import type { Random } from './random.ts';

export type DemoPerson = {
  readonly id: string;
  readonly name: string;
  readonly gender: Gender;
  readonly bornOn: string;
  readonly idNumber: string;
  readonly ethnicity: string;
  readonly nativePlace: string;
  readonly politicalStatus: string;
  readonly unit: DemoUnit;
  readonly post: string;
  readonly archiveNumber: string;
  readonly status: PersonStatus;
  readonly secrecyLevel: SecrecyLevel;
  readonly secrecyYears: number;
  readonly life: Life;
};

export const demoPersonCount = 60;

const nativePlaces = ['北辰市雁川县', '北辰市松岚旗', '北辰市城中区', '朔宁自治区河阳市', '朔宁自治区石泉市', '朔宁自治区白音县'] as const;
/** Where officers work: every unit but the region's department, which keeps no one here. */
const workplaces = demoUnits.filter(({ key }) => key !== 'region-department');

/** `人社局` → `北辰市人社局`: on paper a city office carries the city's name. */
export const formalUnitName = ({ name }: DemoUnit): string => (name.startsWith('市') ? `${cityName}${name.slice(1)}` : name);

function chooseStatus(random: Random, age: number): PersonStatus {
  if (age >= 61) return 'retired';
  if (random.chance(0.05)) return 'transferred-out';
  return age > 50 && random.chance(0.06) ? 'deceased' : 'in-service';
}

function makePerson(random: Random, named: NamedPerson, index: number): DemoPerson {
  const age = random.int(23, 64);
  const bornYear = 2026 - age;
  const bornOn = `${String(bornYear)}${String(random.int(1, 10)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}`;
  const unit = workplaces[index % workplaces.length] ?? random.pick(workplaces);
  const status = chooseStatus(random, age);
  const isMember = age > 26 && random.chance(0.76);
  const others = workplaces.filter(({ custodian }) => custodian === unit.custodian && unit.key !== custodian).map(formalUnitName);
  const life = makeLife(random.fork('life'), { ...named, bornYear, status, isMember, unitName: formalUnitName(unit), otherUnits: others });
  const year = Number(life.workStartedOn.slice(0, 4));
  return {
    ...named,
    id: random.uuid(),
    bornOn,
    idNumber: makeIdNumber(demoRegionCode, bornOn, index * 2 + (named.gender === 'male' ? 101 : 100)),
    nativePlace: random.pick(nativePlaces),
    politicalStatus: isMember ? '中共党员' : age < 28 ? '共青团员' : random.pick(['群众', '民盟盟员', '群众', '无党派人士']),
    unit,
    post: life.rank,
    archiveNumber: `BC${String(year)}${String(index + 1).padStart(4, '0')}`,
    status,
    secrecyLevel: index % 15 === 7 ? 'confidential' : 'secret',
    secrecyYears: index % 15 === 7 ? 20 : 10,
    life,
  };
}

export function makePeople(random: Random): DemoPerson[] {
  return makeRoll(random.fork('names'), demoPersonCount).map((named, index) => makePerson(random.fork(`person-${String(index)}`), named, index));
}
