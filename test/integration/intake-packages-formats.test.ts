import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classCodes } from '../../src-shared/domain/catalogue.ts';
import type { StagedVolume } from '../../src-shared/domain/staged-volume.ts';
import { openPackage, sourceOf } from '../../src-server/features/intake/packages/index.ts';
import { folderOf, layoutFiles, sealedParties, sealedZip, workbookFiles, xmlFiles, zipOf, type WritableRow, type WritableVolume } from '../support/package-writers.ts';

const words = (max: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...Array.from('干部履历表考核年度登记工资审批任免张国《》（）、=+-@"\'&<>1a')), { minLength: 1, maxLength: max }).map(parts => `材${parts.join('')}`);
const date = fc.constantFrom('', '1987', '198703', '19870312', '20120101', '19991231');
const page = fc.uint8Array({ minLength: 1, maxLength: 40 }).map(bytes => Buffer.from(bytes));
const person = fc.record({
  name: fc.constantFrom('张三', '阿拉坦其其格', '欧阳建国'), idNumber: fc.constant('150202198703120015'), archiveNumber: fc.constantFrom('G1024', 'NM-000123'), gender: fc.constantFrom('male' as const, 'female' as const),
  bornOn: fc.constantFrom('1987', '198703', '19870312'), ethnicity: fc.constant('蒙古族'), nativePlace: fc.constant('内蒙古包头'), politicalStatus: fc.constant('中共党员'),
  workStartedOn: fc.constant('200807'), unitName: fc.constant('人力资源和社会保障局'), post: fc.constant('科员'),
});

function volume(hasLayers: boolean): fc.Arbitrary<WritableVolume> {
  const pages = fc.array(fc.record({ original: page, optimised: hasLayers ? page : fc.constant(null) }), { minLength: 1, maxLength: 12 });
  const material = fc.record({ name: words(12), formedOn: date, remark: fc.constantFrom('', '复印件', '=1+1', '附考察材料'), pages });
  const rows = fc.uniqueArray(fc.record({ classCode: fc.constantFrom(...classCodes), materials: fc.array(material, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 4, selector: ({ classCode }) => classCode }).map(classes =>
    classes
      .sort((a, b) => classCodes.indexOf(a.classCode) - classCodes.indexOf(b.classCode))
      .flatMap(({ classCode, materials }) => materials.map((each, index): WritableRow => ({ classCode, sequence: index + 1, ...each }))),
  );
  return fc.record({ person, secrecy: fc.constant({ level: 'secret' as const, years: 10 }), rows });
}

/** What a volume says, without where each reader found it. */
function contentOf({ persons, secrecy, rows, images, problems, strays }: StagedVolume): object {
  return {
    persons: persons.map(({ source: _source, ...rest }) => rest),
    secrecy,
    rows: rows.map(({ classCode, sequence, name, formedOn, pageCount, remark }) => ({ classCode, sequence, name, formedOn, pageCount, remark })),
    images: imagesOf(images),
    problems,
    strays,
  };
}

const imagesOf = (images: StagedVolume['images']): readonly string[] =>
  images.map(({ layer, classCode, sequence, page: number, isNameKnown, bytes }) => [layer, classCode, sequence, number, isNameKnown, bytes].join(' ')).sort();

function expected({ person: about, secrecy, rows }: WritableVolume): object & { readonly images: readonly string[] } {
  const images = rows.flatMap(({ classCode, sequence, pages }) =>
    pages.flatMap(({ original, optimised }, index) => [['original', original], ['optimised', optimised]].flatMap(([layer, bytes]) => (bytes instanceof Buffer ? [[layer, classCode, sequence, index + 1, true, bytes.length].join(' ')] : []))),
  );
  const said = {
    persons: [about], secrecy, problems: [], strays: [], images: images.sort(),
    rows: rows.map(({ classCode, sequence, name, formedOn, remark, pages }) => ({ classCode, sequence, name, formedOn, remark, pageCount: pages.length })),
  };
  return said;
}

async function stage(zip: Buffer, sealed?: ReturnType<typeof sealedParties>): Promise<StagedVolume> {
  const upload = await openPackage(sourceOf(zip), { name: 'delivery.zip', ...(sealed && { sealed: sealed.opening }) });
  expect(upload.roots).toHaveLength(1);
  const staged = await upload.stage(upload.roots[0]!);
  const bytes = await Promise.all(staged.images.map(image => upload.readImage(upload.roots[0]!, image)));
  expect(bytes.map(({ length }) => length)).toEqual(staged.images.map(image => image.bytes));
  return staged;
}

describe('one volume in every format', () => {
  test('a workbook of either template, an XML package in any encoding and a sealed package say the same', { timeout: 60_000 }, async () => {
    const parties = sealedParties();
    await fc.assert(
      fc.asyncProperty(volume(true), async each => {
        const wanted = expected(each);
        expect(contentOf(await stage(zipOf(await workbookFiles(each, 'since-2012'), 'gb18030')))).toEqual(wanted);
        expect(contentOf(await stage(zipOf(await workbookFiles(each, 'before-2012'))))).toEqual(wanted);
        expect(contentOf(await stage(zipOf(xmlFiles(each), 'gb18030')))).toEqual(wanted);
        expect(contentOf(await stage(zipOf(xmlFiles(each, { encoding: 'UTF-16', algorithm: 'sm3' }))))).toEqual(wanted);
        expect(contentOf(await stage(await sealedZip(each, parties), parties))).toEqual(wanted);
      }),
      { numRuns: 25 },
    );
  });

  test('the plain layout says the same of its images, and who it is', async () => {
    await fc.assert(
      fc.asyncProperty(volume(false), async each => {
        const staged = await stage(zipOf(layoutFiles(each), 'gb18030'));
        expect({ images: imagesOf(staged.images), problems: staged.problems, strays: staged.strays }).toEqual({ images: expected(each).images, problems: [], strays: [] });
        expect(staged.persons).toMatchObject([{ name: each.person.name, idNumber: each.person.idNumber, source: folderOf(each.person) }]);
      }),
      { numRuns: 40 },
    );
  });
});
