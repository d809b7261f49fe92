import { formatClassCode, leafClasses, type ClassCode } from '#shared/domain/catalogue';
import type { DeliveredMaterial } from '#shared/domain/intake';
import { sortByCatalogue } from '../../ui/catalogue-order.ts';

export type DeliveredClass = {
  readonly code: ClassCode;
  readonly number: string;
  readonly name: string;
  readonly cataloguePages: number;
  readonly images: number;
  readonly materials: readonly DeliveredMaterial[];
};

/** Pages that the catalogue promises; a row that says nothing readable promises none. */
const promised = ({ pageCount }: DeliveredMaterial): number => pageCount ?? 0;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The delivered catalogue, class by class, with both counts: what it says, and what lies there. */
export function classifyDelivered(catalogue: readonly DeliveredMaterial[]): readonly DeliveredClass[] {
  return leafClasses.flatMap(({ code, name }) => {
    const materials = sortByCatalogue(catalogue.filter(({ classCode }) => classCode === code));
    if (materials.length === 0) return [];
    return [{ code, number: formatClassCode(code), name, cataloguePages: sum(materials.map(promised)), images: sum(materials.map(({ pages }) => pages.length)), materials }];
  });
}

/** Pages too many (positive) or missing (negative) of one material; null where the catalogue says nothing. */
export function surplusOf({ pageCount, pages }: DeliveredMaterial): number | null {
  return pageCount === null ? null : pages.length - pageCount;
}

export const materialKey = ({ classCode, sequence }: Pick<DeliveredMaterial, 'classCode' | 'sequence'>): string => `${classCode}-${String(sequence)}`;
