import { classCodes, classPosition, type ClassCode } from '#shared/domain/catalogue';
import type { MaterialId } from '#shared/domain/ids';
import { viewingMinutes } from '#shared/domain/purpose';
import type { CandidateMaterial, GrantedMaterial, RequestDetail } from '#shared/domain/view-request';

/** What the approver is about to grant. Printing is off until he allows it, whatever was asked for. */
export type Decision = {
  readonly minutes: number | null;
  readonly granted: ReadonlySet<MaterialId>;
  readonly printable: ReadonlySet<MaterialId>;
  /** 份数 of every material that may be printed; one until he says otherwise. */
  readonly copies: number;
};

/** The ordinary case needs no work: everything applied for, for the minutes applied for; in a later step, what the earlier one has left. */
export function startDecision({ minutes, materials }: Pick<RequestDetail, 'minutes' | 'materials'>): Decision {
  const left = materials.filter(({ isGranted }) => isGranted);
  if (left.length > 0) return { minutes, granted: idsOf(left), printable: idsOf(left.filter(({ canPrint }) => canPrint)), copies: Math.max(1, ...left.map(({ copies }) => copies)) };
  return { minutes, granted: idsOf(materials), printable: new Set(), copies: 1 };
}

const idsOf = (materials: readonly CandidateMaterial[]): ReadonlySet<MaterialId> => new Set(materials.map(({ materialId }) => materialId));

export function setGranted(decision: Decision, ids: readonly MaterialId[], isGranted: boolean): Decision {
  const granted = change(decision.granted, ids, isGranted);
  // What may not be seen may not be printed.
  return { ...decision, granted, printable: isGranted ? decision.printable : change(decision.printable, ids, false) };
}

/** Printing implies seeing. */
export function setPrintable(decision: Decision, ids: readonly MaterialId[], canPrint: boolean): Decision {
  const printable = change(decision.printable, ids, canPrint);
  return { ...decision, printable, granted: canPrint ? change(decision.granted, ids, true) : decision.granted };
}

function change(set: ReadonlySet<MaterialId>, ids: readonly MaterialId[], isIn: boolean): ReadonlySet<MaterialId> {
  const next = new Set(set);
  for (const id of ids) {
    if (isIn) next.add(id);
    else next.delete(id);
  }
  return next;
}

export function canAgree({ granted, minutes }: Decision): boolean {
  return granted.size > 0 && minutes !== null && minutes >= viewingMinutes.min && minutes <= viewingMinutes.max;
}

/** In catalogue order, as the server grants them. */
export function toGrantedMaterials(decision: Decision, materials: readonly CandidateMaterial[]): readonly GrantedMaterial[] {
  return materials
    .filter(({ materialId }) => decision.granted.has(materialId))
    .map(({ materialId, isGranted, copies }) => ({ materialId, canPrint: decision.printable.has(materialId), copies: isGranted && copies > 0 ? Math.min(copies, decision.copies) : decision.copies }));
}

export type MaterialGroup = { readonly classCode: ClassCode; readonly materials: readonly CandidateMaterial[] };

/** By class in catalogue order, by sequence inside. Classes without a material are left out. */
export function groupByClass(materials: readonly CandidateMaterial[]): readonly MaterialGroup[] {
  return classCodes
    .map(classCode => ({
      classCode,
      materials: materials.filter(material => material.classCode === classCode).sort((a, b) => a.sequence - b.sequence),
    }))
    .filter(group => group.materials.length > 0)
    .sort((a, b) => classPosition(a.classCode) - classPosition(b.classCode));
}

/** What the caller decides next after this one: the one below it, else the one above. */
export function nextAfter<Id extends string>(ids: readonly Id[], decided: Id): Id | undefined {
  const at = ids.indexOf(decided);
  return ids[at + 1] ?? ids[at - 1];
}
