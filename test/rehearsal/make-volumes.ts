import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeManyPerson } from '../../src-server/features/demo/index.ts';
import type { ClassCode } from '../../src-shared/domain/catalogue.ts';
import { xmlFiles, zipOf, type WritableRow } from '../support/package-writers.ts';

/** What one volume must become: its pages by place, each by the digest of its bytes; null where it must come back. */
export type ExpectedVolume = { readonly idNumber: string; readonly digests: readonly string[]; readonly isFaulty: boolean };

/** Everybody works in one unit: nothing depends on it here. */
const workplaces = [{ unitId: '', managingUnitId: '' }];

/** Small pictures of lines of text: what costs time in a migration is counted, not painted. */
async function drawBases(count: number): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const lines = Array.from({ length: 18 }, (__, line) => `<rect x="30" y="${String(40 + line * 16)}" width="${String(60 + ((index * 37 + line * 53) % 130))}" height="5" fill="#333"/>`);
      return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="248" height="351"><rect width="248" height="351" fill="#f7f4ea"/>${lines.join('')}</svg>`)).jpeg({ quality: 80 }).toBuffer();
    }),
  );
}

/** The same picture with a comment of its own: no two pages of the migration have the same bytes. */
function makeOwn(base: Buffer, serial: string): Buffer {
  const comment = Buffer.from(serial);
  return Buffer.concat([base.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment, base.subarray(2)]);
}

const rowOf = (classCode: ClassCode, rest: Omit<WritableRow, 'classCode' | 'sequence' | 'remark'>): WritableRow => ({ classCode, sequence: 1, remark: '', ...rest });

export type VolumeMaker = (index: number) => { readonly name: string; readonly zip: Buffer; readonly expected: ExpectedVolume };

/** One volume in a hundred lacks a page that its catalogue counts. */
export async function createVolumeMaker(): Promise<VolumeMaker> {
  const bases = await drawBases(40);
  return index => {
    const { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn, post } = makeManyPerson(1, index, workplaces);
    const isFaulty = index % 100 === 41;
    const pages = Array.from({ length: 2 + (index % 2) }, (_, page) => makeOwn(bases[(index * 3 + page) % bases.length]!, `${idNumber}/${String(page + 1)}`));
    const written = pages.map(original => ({ original, optimised: null }));
    const rows = [
      rowOf('1', { name: '干部履历表', formedOn: '2003', pages: written.slice(0, 1) }),
      rowOf('9-2', { name: '干部任免审批表', formedOn: '201105', pages: written.slice(1) }),
    ];
    const person = { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn: workStartedOn ?? null, unitName: null, post };
    const files = xmlFiles({ person, secrecy: { level: 'secret', years: 10 }, rows }, { encoding: 'UTF-8' });
    const last = files.findLastIndex(({ path }) => path.endsWith('.jpg'));
    const delivered = isFaulty ? files.toSpliced(last, 1) : files;
    return { name: `${name}_${idNumber}`, zip: zipOf(delivered), expected: { idNumber, isFaulty, digests: pages.map(bytes => createHash('sha256').update(bytes).digest('hex')) } };
  };
}

export type WrittenBatch = { readonly directory: string; readonly expected: readonly ExpectedVolume[] };

/** The zips of one medium, in one folder. */
export async function writeBatch(make: VolumeMaker, { directory, from, to }: { readonly directory: string; readonly from: number; readonly to: number }): Promise<WrittenBatch> {
  await mkdir(directory, { recursive: true });
  const expected: ExpectedVolume[] = [];
  for (let index = from; index < to; index += 1) {
    const { name, zip, expected: volume } = make(index);
    await writeFile(join(directory, `${name}.zip`), zip);
    expected.push(volume);
  }
  return { directory, expected };
}
