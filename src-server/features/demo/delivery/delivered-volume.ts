import type { ClassCode } from '#shared/domain/catalogue';
import type { DemoPerson } from '../people.ts';

/** One material as a supplier delivers it: a row of his catalogue, and the pictures that lie at its place. */
export type DeliveredMaterial = {
  readonly classCode: ClassCode;
  readonly sequence: number;
  readonly name: string;
  readonly formedOn: string | null;
  readonly remark: string;
  /** What the catalogue says; the pictures may say otherwise. */
  readonly pageCount: number;
  readonly pages: readonly Buffer[];
};

export type DeliveredVolume = {
  readonly person: DemoPerson;
  readonly materials: readonly DeliveredMaterial[];
  /** What the supplier did wrong, in the words of the field; null for a clean volume. */
  readonly fault: string | null;
};
