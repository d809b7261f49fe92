import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '../../db/schema.ts';
import { createCode } from './enrolment-codes.ts';

/** How many terminals may enrol themselves between two starts. */
const codeCount = 16;

/** For demonstration and tests: codes that approve by themselves, one to a line, in a file for whoever started the data centre. */
export async function writeAutomaticCodes(db: Db, dataDirectory: string, now: Date): Promise<void> {
  const codes: string[] = [];
  while (codes.length < codeCount) codes.push((await createCode(db, { unitId: null, createdBy: null, isAutomatic: true, now })).code);
  await writeFile(join(dataDirectory, 'enrolment-codes'), `${codes.join('\n')}\n`, { mode: 0o600 });
}
