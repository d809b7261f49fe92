import { z } from 'zod';

export const Nothing = z.object({});
export const PageNumber = z.int().min(1).max(500).default(1);
export const pageSize = 20;

/** A page of a list. `total` stops counting at `totalLimit`: nobody reads page 51, and counting a million rows is slow. */
export const totalLimit = 1000;
export function listOf<Item extends z.ZodType>(item: Item): z.ZodObject<{ items: z.ZodReadonly<z.ZodArray<Item>>; total: z.ZodInt }> {
  return z.object({ items: z.array(item).readonly(), total: z.int().nonnegative() });
}
