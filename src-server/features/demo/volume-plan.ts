import { classPosition } from '#shared/domain/catalogue';
import { comparePartialDates, PartialDate } from '#shared/domain/partial-date';
import { planAppointments, planRegistration, planResumes, planReview, planSalaryChange } from './materials/career.ts';
import { planOccasional } from './materials/occasional.ts';
import { planParty } from './materials/party.ts';
import { createFileMaker, endYearOf, startYearOf, type FileMaker, type PlannedMaterial } from './materials/planned.ts';
import { planLifeStory, planReportSlip, planSchooling, planTraining } from './materials/schooling.ts';
import type { DemoPerson } from './people.ts';
import type { Random } from './random.ts';

export type NumberedMaterial = PlannedMaterial & { readonly id: string; readonly sequence: number };
export type VolumePlan = { readonly id: string; readonly person: DemoPerson; readonly materials: readonly NumberedMaterial[] };

/** Between these a demonstration volume is worth leafing through and quickly made. */
const minMaterials = 9;
const maxMaterials = 20;

/** The original volume of one person: catalogue order, dates ascending within each class, numbers from one without a gap. */
export function planVolume(person: DemoPerson, { random, isFull }: { readonly random: Random; readonly isFull: boolean }): VolumePlan {
  const file = createFileMaker(person, { random, isFull });
  const core = [...planResumes(file), planLifeStory(file), ...planSchooling(file), ...planParty(file), ...planAppointments(file)];
  const extra = [...planYears(file), ...planOccasional(file)];
  const filling = [planRegistration(file), planReportSlip(file), planTraining(file)];
  const found = [...core, ...extra].slice(0, maxMaterials);
  const wanted = isFull ? filling.length : Math.max(0, minMaterials - found.length);
  const materials = [...found, ...filling.slice(0, wanted)].slice(0, maxMaterials);
  return { id: random.uuid(), person, materials: numberMaterials(materials, random) };
}

/** Reviews and pay of some years: all of them would fill half the volume. */
function planYears(file: FileMaker): PlannedMaterial[] {
  const { random, person } = file;
  const [start, end] = [Math.max(1995, startYearOf(person) + 1), endYearOf(person) - 1];
  if (end < start) return [];
  const count = Math.min(end - start + 1, file.isFull ? random.int(2, 4) : random.int(1, 2));
  const reviews = Array.from({ length: count }, (_, index) => planReview(file, end - index));
  const raises = [...new Set([Math.round((start + end) / 2), end])].slice(0, file.isFull ? 2 : 1);
  const reasons = ['晋升职务，按有关规定套改职务工资。', '正常晋升级别工资档次。', '按国家统一规定调整基本工资标准。'] as const;
  return [...reviews, ...raises.map(year => planSalaryChange(file, { year, reason: random.pick(reasons) }))];
}

export function numberMaterials(materials: readonly PlannedMaterial[], random: Random): NumberedMaterial[] {
  const dateOf = ({ formedOn }: PlannedMaterial): PartialDate | null => (formedOn === null ? null : PartialDate.parse(formedOn));
  const ordered = materials.toSorted((a, b) => classPosition(a.classCode) - classPosition(b.classCode) || comparePartialDates(dateOf(a), dateOf(b)));
  return ordered.map((material, index) => ({
    ...material,
    id: random.uuid(),
    sequence: 1 + ordered.slice(0, index).filter(({ classCode }) => classCode === material.classCode).length,
  }));
}
