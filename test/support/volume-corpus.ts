import { leafClasses, classPosition, type ClassCode } from '../../src-shared/domain/catalogue.ts';
import type { ImageFacts } from '../../src-shared/domain/image-facts.ts';
import type { CheckContext, CheckedVolume } from '../../src-shared/domain/import-rules/index.ts';
import { defaultIntakePolicy } from '../../src-shared/domain/intake-policy.ts';
import type { Gender } from '../../src-shared/domain/person.ts';
import type { CheckedImage, ImageLayer, StagedPerson, StagedRow } from '../../src-shared/domain/staged-volume.ts';
import { demoRegionCode, makeIdNumber } from '../../src-server/features/demo/id-number.ts';
import { makeCommonName } from '../../src-server/features/demo/names.ts';
import { createRandom, type Random } from '../../src-server/features/demo/random.ts';
import { planMaterials, type PlannedRow } from './corpus-materials.ts';

/** A volume with what the data centre knows beside it. */
export type CorpusVolume = { readonly volume: CheckedVolume; readonly context: CheckContext };

export const corpusToday = '20261128';

/** A faultless volume: what suppliers deliver when everything is right. The same seed gives the same volume. */
export function makeVolume(seed: number | string): CorpusVolume {
  const random = createRandom(`volume ${String(seed)}`);
  const { person, isLeader, isPartyMember } = makePerson(random);
  const format = random.pick(['layout', 'workbook', 'xml', 'sealed'] as const);
  const rows = numberRows(planMaterials(random, { ...person, isLeader, isPartyMember, today: corpusToday }));
  const layers: readonly ImageLayer[] = random.chance(0.7) ? ['original', 'optimised'] : ['original'];
  const carriesLevel = format === 'xml' || format === 'sealed';
  const naming = { isPadded: random.chance(0.5), usesNewNames: random.chance(0.6) };
  return {
    volume: {
      format,
      persons: [person],
      secrecy: carriesLevel ? { level: 'secret', years: 10 } : null,
      rows: rows.map(row => ({ ...row, heading: format === 'xml' ? null : classNameOf(row.classCode, naming.usesNewNames) })),
      hasCatalogue: true,
      images: rows.flatMap(row => Array.from({ length: row.pageCount }, (_, index) => index + 1).flatMap(page => makePage(random, { ...naming, layers, row, page }))),
      strays: random.chance(0.3) ? [{ path: 'Thumbs.db', kind: 'junk', bytes: 4096 }] : [],
      problems: [],
    },
    context: {
      policy: defaultIntakePolicy,
      today: corpusToday,
      person: { ...person, matchedBy: 'id-number', isManagedHere: true },
      namesakes: random.chance(0.2) ? 1 : 0,
      present: null,
      foreignImages: new Map(),
      likeImages: new Map(),
      isMediumRegistered: true,
      batchSecrecy: { level: 'secret', years: 10 },
    },
  };
}

type CorpusPerson = StagedPerson & { readonly idNumber: string; readonly gender: Gender; readonly bornOn: string; readonly politicalStatus: string; readonly workStartedOn: string };

function makePerson(random: Random): { readonly person: CorpusPerson; readonly isLeader: boolean; readonly isPartyMember: boolean } {
  const { name, gender, ethnicity } = makeCommonName(random);
  const [bornYear, isLeader, isPartyMember] = [random.int(1950, 1985), random.chance(0.4), random.chance(0.7)];
  const bornOn = `${String(bornYear)}${twoDigits(random.int(1, 12))}${twoDigits(random.int(1, 28))}`;
  const serial = random.int(1, 499) * 2 - (gender === 'male' ? 1 : 0);
  return {
    isLeader,
    isPartyMember,
    person: {
      name, gender, ethnicity, bornOn,
      idNumber: makeIdNumber(demoRegionCode, bornOn, serial),
      archiveNumber: `G${String(random.int(10_000, 99_999))}`,
      nativePlace: '内蒙古包头',
      politicalStatus: isPartyMember ? '中共党员' : random.pick(['群众', '民革党员', '共青团员']),
      workStartedOn: `${String(bornYear + random.int(19, 24))}07`,
      unitName: '市档案局',
      post: isLeader ? random.pick(['副科长', '办公室主任', '局长', '四级调研员']) : random.pick(['科员', '主任医师', '教师']),
      source: `${name}/目录.xlsx`,
    },
  };
}

export const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Every row of a corpus volume can be read; only defects take that away. */
export type CorpusRow = StagedRow & { readonly classCode: ClassCode; readonly sequence: number; readonly pageCount: number };

/** In the order of the classes; inside a class as planned. */
function numberRows(planned: readonly PlannedRow[]): readonly CorpusRow[] {
  const counts = new Map<ClassCode, number>();
  return planned.toSorted((a, b) => classPosition(a.classCode) - classPosition(b.classCode)).map((row, index) => {
    const sequence = (counts.get(row.classCode) ?? 0) + 1;
    counts.set(row.classCode, sequence);
    return { ...row, source: `目录.xlsx 第 ${String(index + 3)} 行`, rawClass: row.classCode, rawSequence: String(sequence), sequence, rawPageCount: String(row.pageCount), copies: null, heading: null };
  });
}

const classNameOf = (code: ClassCode, isNew: boolean): string => {
  const leaf = leafClasses.find(candidate => candidate.code === code)!;
  return isNew ? leaf.name : leaf.oldName;
};

export type PagePlan = { readonly layers: readonly ImageLayer[]; readonly row: Pick<CorpusRow, 'classCode' | 'sequence'>; readonly page: number; readonly isPadded?: boolean; readonly usesNewNames?: boolean };

const layerFolders: Readonly<Record<ImageLayer, string>> = { original: '原始图像', optimised: '优化图像' };

/** One page in the layers asked for, with a picture of its own that nothing is wrong with. */
export function makePage(random: Random, { layers, row: { classCode, sequence }, page, isPadded = true, usesNewNames = true }: PagePlan): readonly CheckedImage[] {
  const facts = makeFacts(random);
  const folderName = `${classCode}.${classNameOf(classCode, usesNewNames)}`;
  return layers.map((layer): CheckedImage => {
    const own = layer === 'original' ? facts : { ...facts, digest: hex(random, 64), bytes: Math.round(facts.bytes * 0.6), measures: facts.measures && { ...facts.measures, skewDegrees: 0.05 } };
    return {
      path: `${layerFolders[layer]}/${folderName}/${twoDigits(sequence)}${isPadded ? twoDigits(page) : String(page)}.jpg`,
      layer, rawClass: classCode, classCode, folderName, sequence, page, isNameKnown: true, bytes: own.bytes,
      declaredDigest: random.chance(0.5) ? { algorithm: 'sha256', value: own.digest } : null,
      facts: own,
    };
  });
}

const hex = (random: Random, digits: number): string => Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join('');

/** A4 with any header, 16K and A3 with a true one: in pixels. */
const sheets = [
  { widthPx: 2480, heightPx: 3508, headers: [300, 300, 300, 72, 96, 0, null] },
  { widthPx: 2303, heightPx: 3189, headers: [300] },
  { widthPx: 4961, heightPx: 3508, headers: [300] },
  { widthPx: 3307, heightPx: 4677, headers: [400, 300] },
] as const;

export function makeFacts(random: Random): ImageFacts {
  const { widthPx, heightPx, headers } = random.pick([sheets[0], sheets[0], sheets[0], sheets[0], ...sheets]);
  const trim = (): number => random.int(-20, 20);
  return {
    problem: null, format: 'jpeg', bytes: random.int(200_000, 1_600_000), digest: hex(random, 64), widthPx: widthPx + trim(), heightPx: heightPx + trim(),
    headerDpi: random.pick<number | null>(headers), exifOrientation: 1, colour: 'rgb', bitsPerChannel: 8, hasAlpha: false, isProgressive: false,
    measures: {
      skewDegrees: random.chance(0.05) ? null : random.between(-0.8, 0.8), borderShare: random.between(0, 0.008), darkCorners: 0,
      sharpness: random.between(0.65, 0.95), contrast: random.between(0.4, 0.9), paperWhite: random.between(200, 250), clippedShare: random.between(0, 0.1),
      inkShare: random.between(0.02, 0.2), isBlank: false, uprightTurn: 0, turnConfidence: random.between(0.7, 1), cutEdges: [], stripes: 0,
      colourShare: random.between(0, 0.1), perceptualHash: hex(random, 16),
    },
  };
}
