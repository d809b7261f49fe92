import type { ClassCode } from '../../../src-shared/domain/catalogue.ts';
import type { StagedRow } from '../../../src-shared/domain/staged-volume.ts';
import type { Random } from '../../../src-server/features/demo/random.ts';
import { makePage, type CorpusRow, type CorpusVolume } from '../volume-corpus.ts';
import { changed, defect, imagesOf, isLast, isLoose, ofClass, pickOne, placeOfRow, replaceRow, rowsOf, withExpected, type Defect, type Expectation, type Injected } from './defect.ts';

type InjectRow = (corpus: CorpusVolume, row: CorpusRow, random: Random) => Injected | undefined;

/** At a random row of those that fit. */
const atRow = (name: string, fits: (row: CorpusRow, rows: readonly CorpusRow[]) => boolean, inject: InjectRow): Defect => ({
  name,
  inject: (corpus, random) => {
    const rows = rowsOf(corpus);
    const row = pickOne(random, rows.filter(candidate => fits(candidate, rows)));
    return row && inject(corpus, row, random);
  },
});

const any = (): boolean => true;
const loose = (row: CorpusRow, rows: readonly CorpusRow[]): boolean => isLoose(rows, row);
/** Where no order of dates is asked, a date may be changed without a second fault. */
const undatedOrder = ({ classCode }: CorpusRow): boolean => classCode === '6' || classCode === '8';

const write = (by: Partial<StagedRow>, ...expected: readonly Omit<Expectation, 'place'>[]): InjectRow => (corpus, row) =>
  withExpected(changed(corpus, { rows: replaceRow(corpus.volume.rows, row, by) }), ...expected.map(({ rule, variant }) => ({ rule, variant, place: placeOfRow(row) })));

/** Numbers of a class from this one on, in rows and images alike. */
function shift(corpus: CorpusVolume, { classCode, sequence }: CorpusRow, by: number): CorpusVolume {
  const isMoved = (one: { readonly classCode: ClassCode | null; readonly sequence: number | null }): boolean => one.classCode === classCode && (one.sequence ?? 0) >= sequence;
  return changed(corpus, {
    rows: corpus.volume.rows.map(row => (isMoved(row) ? { ...row, sequence: row.sequence! + by, rawSequence: String(row.sequence! + by) } : row)),
    images: corpus.volume.images.map(image => (isMoved(image) ? { ...image, sequence: image.sequence! + by } : image)),
  });
}

const isDated = ({ classCode, name, formedOn }: CorpusRow): boolean => formedOn !== '' && !['6', '8'].includes(classCode) && name !== '考察材料';
/** At least two later ones of another date follow, so that only this row can be the one out of order. */
const hasLaterOnes = (row: CorpusRow, rows: readonly CorpusRow[]): boolean => isDated(row) && ofClass(rows, row.classCode).filter(other => isDated(other) && other.sequence > row.sequence).length >= 2;

const withoutClass = (corpus: CorpusVolume, code: ClassCode): CorpusVolume => changed(corpus, { rows: corpus.volume.rows.filter(({ classCode }) => classCode !== code), images: corpus.volume.images.filter(({ classCode }) => classCode !== code) });

export const catalogueDefects: readonly Defect[] = [
  atRow('class 4 without its second level', loose, (corpus, row) => {
    const images = corpus.volume.images.map(image => (imagesOf(corpus, row).includes(image) ? { ...image, classCode: null, rawClass: '四', folderName: '四.材料' } : image));
    const rows = replaceRow(corpus.volume.rows, row, { classCode: null, rawClass: '四' });
    return withExpected(changed(corpus, { rows, images }), { rule: 'C01', variant: 'row-main-class', place: { path: row.source } }, { rule: 'C01', variant: 'folder-main-class', place: { path: imagesOf(corpus, row)[0]!.path } });
  }),
  atRow('an eleventh class', loose, (corpus, row) => {
    const images = corpus.volume.images.map(image => (imagesOf(corpus, row).includes(image) ? { ...image, classCode: null, rawClass: '11', folderName: '11.杂' } : image));
    const rows = replaceRow(corpus.volume.rows, row, { classCode: null, rawClass: '十一' });
    return withExpected(changed(corpus, { rows, images }), { rule: 'C01', variant: 'row-class', place: { path: row.source } }, { rule: 'C01', variant: 'folder-class' });
  }),
  atRow('a number left out', ({ sequence }) => sequence > 1, (corpus, row, random) => withExpected(shift(corpus, row, random.int(1, 3)), { rule: 'C02', variant: 'gap', place: placeOfRow(row) })),
  atRow('a class that begins with another number', ({ sequence }) => sequence === 1, (corpus, row) => withExpected(shift(corpus, row, 1), { rule: 'C02', variant: 'start', place: { classCode: row.classCode, sequence: 2 } })),
  atRow('a number given twice', any, (corpus, row) => withExpected(changed(corpus, { rows: [...corpus.volume.rows, { ...row, name: `${row.name}（二）`, source: '目录.xlsx 第 999 行' }] }), { rule: 'C02', variant: 'duplicate', place: placeOfRow(row) })),
  atRow('a number that is none', loose, (corpus, row) => withExpected(changed(corpus, { rows: replaceRow(corpus.volume.rows, row, { sequence: null, rawSequence: '壹' }) }), { rule: 'C02', variant: 'not-a-number', place: { classCode: row.classCode, sequence: null } }, { rule: 'M03', variant: 'no-row', place: placeOfRow(row) })),
  atRow('a row without a name', loose, write({ name: '  ' }, { rule: 'C03', variant: 'empty' })),
  atRow('a placeholder for a name', loose, write({ name: '待补' }, { rule: 'C03', variant: 'placeholder' })),
  atRow('a name without end', loose, write({ name: '关'.repeat(101) }, { rule: 'C03', variant: 'too-long' })),
  atRow('a thirteenth month', any, write({ formedOn: '199913' }, { rule: 'C04', variant: 'not-a-date' })),
  atRow('a date in words', any, write({ formedOn: '九八年春' }, { rule: 'C04', variant: 'not-a-date' })),
  atRow('a date to come', undatedOrder, write({ formedOn: '20261129' }, { rule: 'C04', variant: 'future' })),
  atRow('a date before birth', undatedOrder, write({ formedOn: '1949' }, { rule: 'C04', variant: 'before-birth' })),
  atRow('an early place for a late paper', hasLaterOnes, write({ formedOn: '20261128' }, { rule: 'C05', variant: 'belongs-after' })),
  atRow('an undated paper in the middle', hasLaterOnes, write({ formedOn: '' }, { rule: 'C05', variant: 'undated-last' })),
  atRow('a late place for an early paper', (row, rows) => isDated(row) && ofClass(rows, row.classCode).filter(other => isDated(other) && other.sequence < row.sequence).length >= 2, (corpus, row) => {
    const born = corpus.volume.persons[0]!.bornOn!;
    return write({ formedOn: born.slice(0, 4) }, { rule: 'C05', variant: 'belongs-before' })(corpus, row, undefined as never); // `as`: writing needs no chance
  }),
  atRow('pages in words', any, write({ pageCount: null, rawPageCount: '若干' }, { rule: 'C06', variant: 'not-a-number' })),
  atRow('no pages', any, write({ pageCount: 0, rawPageCount: '0' }, { rule: 'C06', variant: 'not-a-number' })),
  atRow('very many pages', any, write({ pageCount: 250, rawPageCount: '250' }, { rule: 'C06', variant: 'many' }, { rule: 'M01', variant: 'fewer' })),
  atRow('more pages than a material may have', any, write({ pageCount: 401, rawPageCount: '401' }, { rule: 'C06', variant: 'too-many' }, { rule: 'M01', variant: 'fewer' })),
  atRow('the heading of another class', ({ heading, classCode }) => heading !== null && classCode !== '7', (corpus, { classCode }) => withExpected(changed(corpus, { rows: corpus.volume.rows.map(row => (row.classCode === classCode ? { ...row, heading: '七、表彰奖励类材料' } : row)) }), { rule: 'C07', variant: 'row-other-class', place: { classCode } })),
  atRow('the folder name of another class', ({ classCode }) => classCode !== '9-1', (corpus, { classCode }) => withExpected(changed(corpus, { images: corpus.volume.images.map(image => (image.classCode === classCode ? { ...image, folderName: `${classCode}.工资材料` } : image)) }), { rule: 'C07', variant: 'folder-other-class', place: { classCode } })),
  atRow('a folder name that nobody knows', any, (corpus, { classCode }) => withExpected(changed(corpus, { images: corpus.volume.images.map(image => (image.classCode === classCode ? { ...image, folderName: `${classCode}.扫描件` } : image)) }), { rule: 'C07', variant: 'folder-unknown-name', place: { classCode } })),
  atRow('an appointment form in another class', ({ classCode, sequence }, rows) => !['9-2', '10', '1', '4-1', '6'].includes(classCode) && sequence > 0 && rows.length > 0, write({ name: '干部任免审批表' }, { rule: 'C08', variant: 'other-class' })),
  atRow('an admission to the party in another class', loose, (corpus, row, random) => (row.classCode === '10' ? undefined : write({ name: '入党志愿书' }, { rule: 'C08', variant: 'other-class' })(corpus, row, random))),
  atRow('a row entered twice', (row, rows) => row.formedOn !== '' && isLast(rows, row) && row.name !== '考察材料', (corpus, row, random) => {
    const twin = { ...row, sequence: row.sequence + 1, rawSequence: String(row.sequence + 1), source: '目录.xlsx 第 999 行' };
    const layers = [...new Set(corpus.volume.images.map(({ layer }) => layer))];
    const [first] = imagesOf(corpus, row);
    const pages = Array.from({ length: row.pageCount }, (_, index) => makePage(random, { layers, row: twin, page: index + 1 })).flat().map(image => ({ ...image, folderName: first!.folderName }));
    return withExpected(changed(corpus, { rows: [...corpus.volume.rows, twin], images: [...corpus.volume.images, ...pages] }), { rule: 'C09', variant: 'duplicate', place: placeOfRow(twin) });
  }),
  defect('no résumé', corpus => withExpected(withoutClass(corpus, '1'), { rule: 'C10', variant: 'resume' })),
  defect('no schooling', corpus => withExpected(withoutClass(corpus, '4-1'), { rule: 'C10', variant: 'education' })),
  atRow('a member without his admission', ({ name }) => name === '入党志愿书', (corpus, row) => withExpected(changed(corpus, { rows: replaceRow(corpus.volume.rows, row, { name: '入党材料' }) }), { rule: 'C10', variant: 'party-admission', place: { classCode: null } })),
  defect('a leader without appointment', corpus => (rowsOf(corpus).some(({ name }) => name === '干部任免审批表') ? withExpected(withoutClass(corpus, '9-2'), { rule: 'C10', variant: 'appointment' }) : undefined)),
];
