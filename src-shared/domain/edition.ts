import { z } from 'zod';

/**
 * 版本: archive 档案端, where files are kept, scanned, taken in and handed on; query 查询端, for units that keep none: search, apply, read,
 * print what was granted. What the second may do stands in `contract/query-edition.ts`; that a terminal is one stands in its record.
 */
export const Edition = z.enum(['archive', 'query']);
export type Edition = z.infer<typeof Edition>;
