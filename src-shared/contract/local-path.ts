import { z } from 'zod';

/** Of a file or folder of this terminal. */
export const LocalPath = z.string().min(1).max(4096);
