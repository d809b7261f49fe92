import type { Level } from '#shared/domain/unit';

export type SiteTables = {
  settings: { key: string; value: unknown };
  units: { id: string; name: string; parentId: string | null; level: Level; isCustodian: boolean; position: number };
  /** Numbers that must not repeat within a day or a year: request numbers, register numbers. */
  counters: { name: string; value: number };
};
