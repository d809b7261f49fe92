import type { ClassCode } from '#shared/domain/catalogue';
import type { Rotation } from '#shared/domain/volume';
import type { Paper } from '../drawing/paper.ts';
import { createHand, type Hand } from '../drawing/text.ts';
import { demoUnits } from '../city.ts';
import type { DemoPerson } from '../people.ts';
import { formalUnitName } from '../people.ts';
import type { Random } from '../random.ts';
import { drawInstructions } from '../sheets/forms.ts';
import { fillingRules, type PrintedForm } from '../sheets/texts.ts';
import { asOf, yearOf, type SheetFacts } from '../sheets/facts.ts';

export type PlannedPage = {
  readonly draw: (random: Random) => string;
  readonly paper: Paper;
  /** Pages without a name on them are drawn once per key; the rest belong to one file. */
  readonly sharedAs: string | null;
  /** Quarter turns that make the scanned original upright. */
  readonly rotation: Rotation;
};

export type PlannedMaterial = {
  readonly classCode: ClassCode;
  readonly name: string;
  readonly formedOn: string | null;
  readonly remark: string;
  readonly pages: readonly PlannedPage[];
};

/** One person's file while it is being made up. */
export type FileMaker = {
  readonly person: DemoPerson;
  readonly random: Random;
  readonly hand: Hand;
  /** A few files hold all that a career leaves behind; the others the essentials, so that the city is soon drawn. */
  readonly isFull: boolean;
  /** Organisation department that checks and seals this person's forms. */
  readonly office: string;
  readonly facts: (date: string, random: Random) => SheetFacts;
};

export function createFileMaker(person: DemoPerson, { random, isFull }: Pick<FileMaker, 'random' | 'isFull'>): FileMaker {
  const custodian = demoUnits.find(({ key }) => key === person.unit.custodian) ?? person.unit;
  const hand = createHand(random.fork('hand'));
  const office = custodian.level === 'city' ? '中共北辰市委组织部' : formalUnitName(custodian);
  return { person, random, hand, isFull, office, facts: (date, drawing) => ({ ...asOf(person, date), hand: { ...hand, random: drawing }, random: drawing, date, office }) };
}

type PageFrame = { readonly date: string; readonly sharedAs?: string; readonly rotation?: Rotation; readonly isPhotocopy?: boolean };

export function page({ date, sharedAs, rotation = 0, isPhotocopy = false }: PageFrame, draw: (random: Random) => string): PlannedPage {
  return { draw, paper: { year: yearOf(date), isPunched: true, isPhotocopy }, sharedAs: sharedAs ?? null, rotation };
}

/** A page with this person's name on it. */
export function ownPage(file: FileMaker, date: string, draw: (facts: SheetFacts) => string): PlannedPage {
  return page({ date }, random => draw(file.facts(date, random)));
}

/** Inside of a booklet's cover: how to fill it in, the same in every copy of some years. */
export function rulesPage(date: string, form: PrintedForm): PlannedPage {
  const era = String(Math.round(yearOf(date) / 6) * 6);
  return page({ date: era, sharedAs: `rules-${form}-${era}` }, random => drawInstructions(random, { title: '填写说明', rules: fillingRules[form] }));
}

/** A day in that year; never later than the last month of work. */
export function dayIn(random: Random, year: number): string {
  return `${String(year)}${String(random.int(1, 10)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}`;
}

export const startYearOf = ({ life }: DemoPerson): number => yearOf(life.workStartedOn);

/** Papers end with the person's work: at retirement, transfer or death. */
export function endYearOf({ life }: DemoPerson): number {
  const until = life.steps.at(-1)?.until ?? null;
  return until === null ? 2026 : yearOf(until);
}
