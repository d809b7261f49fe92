import type { CheckedImage } from '../../../src-shared/domain/staged-volume.ts';
import type { Random } from '../../../src-server/features/demo/random.ts';
import { makePage, type CorpusRow, type CorpusVolume } from '../volume-corpus.ts';
import { changed, defect, imagesOf, isAt, isLoose, pickOne, placeOfRow, replaceRow, rowsOf, withExpected, type Defect, type Injected } from './defect.ts';

type Spot = { readonly row: CorpusRow; readonly page: number; readonly random: Random };

/** At a random page of a random material with at least so many pages. */
const atPage = (name: string, leastPages: number, inject: (corpus: CorpusVolume, spot: Spot) => Injected | undefined): Defect => ({
  name,
  inject: (corpus, random) => {
    const row = pickOne(random, rowsOf(corpus).filter(({ pageCount }) => pageCount >= leastPages));
    return row && inject(corpus, { row, page: random.int(1, row.pageCount), random });
  },
});

const replaceImages = (corpus: CorpusVolume, by: (image: CheckedImage) => readonly CheckedImage[]): CorpusVolume => changed(corpus, { images: corpus.volume.images.flatMap(by) });
const withoutPage = (corpus: CorpusVolume, row: CorpusRow, page: number): CorpusVolume => replaceImages(corpus, image => (isAt(image, row, page) ? [] : [image]));
const layersOf = ({ volume }: CorpusVolume): readonly ('original' | 'optimised')[] => [...new Set(volume.images.map(({ layer }) => layer))];
const at = (row: CorpusRow, page: number) => ({ ...placeOfRow(row), page });
const hasBoth = (corpus: CorpusVolume): boolean => layersOf(corpus).length === 2;
const originals = ({ volume }: CorpusVolume): readonly CheckedImage[] => volume.images.filter(({ layer }) => layer === 'original');
const placeOf = ({ classCode, sequence, page }: CheckedImage) => ({ classCode, sequence, page });

export const materialDefects: readonly Defect[] = [
  atPage('the last page not scanned', 2, (corpus, { row }) => withExpected(withoutPage(corpus, row, row.pageCount), { rule: 'M01', variant: 'fewer', place: placeOfRow(row) })),
  atPage('one page too many', 1, (corpus, { row, random }) => {
    const folderName = imagesOf(corpus, row)[0]!.folderName;
    const extra = makePage(random, { layers: layersOf(corpus), row, page: row.pageCount + 1 }).map(image => ({ ...image, folderName }));
    return withExpected(changed(corpus, { images: [...corpus.volume.images, ...extra] }), { rule: 'M01', variant: 'more-images', place: placeOfRow(row) });
  }),
  atPage('another number of pages in the catalogue', 1, (corpus, { row }) => withExpected(changed(corpus, { rows: replaceRow(corpus.volume.rows, row, { pageCount: row.pageCount + 1, rawPageCount: String(row.pageCount + 1) }) }), { rule: 'M01', variant: 'fewer', place: placeOfRow(row) })),
  atPage('a material without images', 1, (corpus, { row }) => withExpected(replaceImages(corpus, image => (imagesOf(corpus, row).includes(image) ? [] : [image])), { rule: 'M02', variant: 'no-images', place: placeOfRow(row) })),
  defect('a volume without images', corpus => withExpected(changed(corpus, { images: [] }), { rule: 'M02', variant: 'volume-without-images' })),
  defect('images that no row names', (corpus, random) => {
    const row = pickOne(random, rowsOf(corpus).filter(candidate => isLoose(rowsOf(corpus), candidate)));
    return row && withExpected(changed(corpus, { rows: corpus.volume.rows.filter(other => other !== row) }), { rule: 'M03', variant: 'no-row', place: placeOfRow(row) });
  }),
  defect('no catalogue', corpus => withExpected(changed(corpus, { rows: [], hasCatalogue: false }), { rule: 'M03', variant: 'no-catalogue' })),
  atPage('a page missing in the middle', 2, (corpus, { row, random }) => {
    const page = random.int(1, row.pageCount - 1);
    return withExpected(withoutPage(corpus, row, page), { rule: 'M04', variant: 'gap', place: at(row, page) }, { rule: 'M01', variant: 'fewer', place: placeOfRow(row) });
  }),
  atPage('two files of one page', 1, (corpus, { row, page, random }) => {
    const [twin] = makePage(random, { layers: ['original'], row, page });
    const folderName = imagesOf(corpus, row)[0]!.folderName;
    return withExpected(changed(corpus, { images: [...corpus.volume.images, { ...twin!, folderName, path: `${twin!.path}.重.jpg` }] }), { rule: 'M04', variant: 'duplicate', place: at(row, page) }, { rule: 'M01', variant: 'more-images', place: placeOfRow(row) });
  }),
  atPage('a page numbered like the next', 2, (corpus, { row, random }) => {
    const page = random.int(1, row.pageCount - 1);
    return withExpected(replaceImages(corpus, image => [isAt(image, row, page) ? { ...image, page: page + 1 } : image]), { rule: 'M04', variant: 'gap', place: at(row, page) }, { rule: 'M04', variant: 'duplicate', place: at(row, page + 1) });
  }),
  atPage('an improved image missing', 1, (corpus, { row, page }) => (hasBoth(corpus) ? withExpected(replaceImages(corpus, image => (image.layer === 'optimised' && isAt(image, row, page) ? [] : [image])), { rule: 'M05', variant: 'no-optimised', place: at(row, page) }) : undefined)),
  atPage('an original missing', 2, (corpus, { row }) =>
    hasBoth(corpus)
      ? withExpected(replaceImages(corpus, image => (image.layer === 'original' && isAt(image, row, row.pageCount) ? [] : [image])), { rule: 'M05', variant: 'no-original', place: at(row, row.pageCount) }, { rule: 'M01', variant: 'fewer', place: placeOfRow(row) })
      : undefined,
  ),
  defect('no originals', corpus => (hasBoth(corpus) ? withExpected(changed(corpus, { images: corpus.volume.images.filter(({ layer }) => layer === 'optimised') }), { rule: 'M05', variant: 'originals-missing' }) : undefined)),
  atPage('a name that says nothing', 2, (corpus, { row }) => {
    const renamed = (image: CheckedImage): CheckedImage => ({ ...image, path: image.path.replace(/[^/]+$/, 'IMG_3345.jpg'), page: null, sequence: null, isNameKnown: false });
    const lost = imagesOf(corpus, row).filter(image => image.page === row.pageCount);
    return withExpected(replaceImages(corpus, image => [lost.includes(image) ? renamed(image) : image]), ...lost.map(image => ({ rule: 'M06' as const, variant: 'unknown-name', place: { path: renamed(image).path } })), { rule: 'M01', variant: 'fewer', place: placeOfRow(row) }); // `as const`: a literal of the union
  }),
  atPage('two pages in each other’s place', 2, (corpus, { row, random }) => {
    const page = random.int(1, row.pageCount - 1);
    const pathAt = (image: CheckedImage, other: number): string => imagesOf(corpus, row).find(candidate => candidate.layer === image.layer && candidate.page === other)!.path;
    const swapped = (image: CheckedImage): CheckedImage => ({ ...image, path: pathAt(image, image.page === page ? page + 1 : page) });
    return withExpected(replaceImages(corpus, image => [isAt(image, row, page) || isAt(image, row, page + 1) ? swapped(image) : image]), { rule: 'M06', variant: 'order', place: at(row, page + 1) });
  }),
  defect('one file in two places', (corpus, random) => {
    const [a, b] = twoOf(random, originals(corpus));
    return a && b && withExpected(replaceImages(corpus, image => [image === b ? { ...image, declaredDigest: null, facts: { ...image.facts, digest: a.facts.digest } } : image]), { rule: 'G12', variant: 'same', place: placeOf(b) });
  }),
  defect('one page scanned twice', (corpus, random) => {
    const [a, b] = twoOf(random, originals(corpus));
    return a && b ? withExpected(changed(corpus, { context: { likeImages: new Map([[b.facts.digest, a.facts.digest]]) } }), { rule: 'G12', variant: 'near', place: placeOf(b) }) : undefined;
  }),
  defect('a page of somebody else', (corpus, random) => {
    const image = random.pick(originals(corpus));
    return withExpected(changed(corpus, { context: { foreignImages: new Map([[image.facts.digest, { kind: 'exact', where: 'G10001 9-2-1/2' }]]) } }), { rule: 'G12', variant: 'foreign-same', place: placeOf(image) });
  }),
  defect('a page that looks like one of somebody else', (corpus, random) => {
    const image = random.pick(originals(corpus));
    return withExpected(changed(corpus, { context: { foreignImages: new Map([[image.facts.digest, { kind: 'near', where: 'G10001 9-2-1/2' }]]) } }), { rule: 'G12', variant: 'foreign-near', place: placeOf(image) });
  }),
];

/** Two different ones, in their order. */
function twoOf(random: Random, images: readonly CheckedImage[]): readonly CheckedImage[] {
  if (images.length < 2) return [];
  const first = random.int(0, images.length - 2);
  return [images[first]!, images[random.int(first + 1, images.length - 1)]!];
}
