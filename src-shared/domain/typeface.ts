import { z } from 'zod';

/** 黑体, 宋体, 楷体: what is set on sheets and strips. */
export const Typeface = z.enum(['hei', 'hei-bold', 'song', 'song-bold', 'kai']);
export type Typeface = z.infer<typeof Typeface>;
