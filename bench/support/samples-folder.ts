import { resolve } from 'node:path';

/** Real pages beside the repository, as far as they are there. */
export const samplesFolder = (): string => process.env['SAMPLES_DIR'] ?? resolve(import.meta.dirname, '../../../shared/samples');
