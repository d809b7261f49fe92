import { classCodes, classPosition, type ClassCode } from '#shared/domain/catalogue';
import type { MaterialId } from '#shared/domain/ids';
import type { PrintRegions } from '#shared/domain/print-region';
import { viewingMinutes } from '#shared/domain/purpose';
import type { CandidateMaterial, GrantedMaterial, RequestDetail } from '#shared/domain/view-request';

/** What the approver is about to grant. Printing is off until he allows it, whatever was asked for. */
export type Decision = {
  readonly minutes: number | null;
  /** Of each page that may be printed; null while the field is empty. */
  readonly copies: number | null;
  readonly granted: ReadonlySet<MaterialId>;
  readonly printable: ReadonlySet<MaterialId>;
  /** Materials of which only these parts may be printed. */
  readonly regions: ReadonlyMap<MaterialId, PrintRegions>;
};

/** The ordinary case needs no work: everything applied for, for the minutes applied for; in a later step, what the earlier one has left. */
export function startDecision({ minutes, grantedCopies, materials }: Pick<RequestDetail, 'minutes' | 'grantedCopies' | 'materials'>): Decision {
  const left = materials.filter(({ isGranted }) => isGranted);
  if (left.length > 0) return { minutes, copies: grantedCopies ?? 1, granted: idsOf(left), printable: idsOf(left.filter(({ canPrint }) => canPrint)), regions: new Map(left.map(({ materialId, regions }) => [materialId, regions])) };
  return { minutes, copies: 1, granted: idsOf(materials), printable: new Set(), regions: new Map() };
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

/** Drawing on a material allows to print it. */
export function setRegions(decision: Decision, id: MaterialId, regions: PrintRegions): Decision {
  return setPrintable({ ...decision, regions: new Map(decision.regions).set(id, regions) }, [id], true);
}

/** None where it may be printed whole, or not at all. */
export function regionsOf({ printable, regions }: Decision, id: MaterialId): PrintRegions {
  return (printable.has(id) ? regions.get(id) : undefined) ?? [];
}

function change(set: ReadonlySet<MaterialId>, ids: readonly MaterialId[], isIn: boolean): ReadonlySet<MaterialId> {
  const next = new Set(set);
  for (const id of ids) {
    if (isIn) next.add(id);
    else next.delete(id);
  }
  return next;
}

export function canAgree({ granted, minutes, copies }: Decision): boolean {
  return granted.size > 0 && copies !== null && minutes !== null && minutes >= viewingMinutes.min && minutes <= viewingMinutes.max;
}

/** In catalogue order, as the server grants them. */
export function toGrantedMaterials(decision: Decision, materials: readonly CandidateMaterial[]): readonly GrantedMaterial[] {
  return materials
    .filter(({ materialId }) => decision.granted.has(materialId))
    .map(({ materialId }) => ({ materialId, canPrint: decision.printable.has(materialId), regions: regionsOf(decision, materialId) }));
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
