import { z } from 'zod';
import { UnitId } from './ids.ts';

export const Level = z.enum(['region', 'city', 'county']);
export type Level = z.infer<typeof Level>;

/** A unit (单位). A custodial unit (集中管档单位) keeps volumes; the others only apply to view them. */
export const Unit = z.object({
  id: UnitId,
  name: z.string().min(1),
  parentId: UnitId.nullable(),
  level: Level,
  isCustodian: z.boolean(),
});
export type Unit = z.infer<typeof Unit>;
