import type { Unit } from '#shared/domain/unit';

export type UnitNode = { readonly value: string; readonly title: string; readonly children: readonly UnitNode[] };

/** Units under their parents; one whose parent is not in the list stands at the top, so that none is lost. */
export function buildUnitTree(units: readonly Unit[]): readonly UnitNode[] {
  const known = new Set<string>(units.map(({ id }) => id));
  const nodesBelow = (parentId: string | null): readonly UnitNode[] =>
    units
      .filter(unit => (unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null) === parentId)
      .map(({ id, name }) => ({ value: id, title: name, children: nodesBelow(id) }));
  return nodesBelow(null);
}
