import type { z } from 'zod';
import type { PackageFinding } from '../../../src-shared/domain/intake.ts';
import { Batch, PackageReport, PackageSummary, SampleItem } from '../../../src-shared/domain/intake.ts';
import { Medium } from '../../../src-shared/domain/medium.ts';

/** Ids that are the same in every run. */
export const idOf = (kind: number, number: number): string => `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
const unitId = idOf(1, 1);
const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 20, 1) + minutes * 60_000).toISOString();
const secrecy = { level: 'secret', years: 10 } as const;

const surnames = '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗'.split(' ');
const given = ['建国', '秀英', '志强', '桂兰', '文斌', '丽华', '卫东', '淑珍', '立新', '玉梅'];
export const nameOf = (index: number): string => `${surnames[index % surnames.length] ?? '王'}${given[(index * 7) % given.length] ?? '建国'}`;

type Account = z.input<typeof Batch>['account'];
const account = (part: Partial<Account>): Account => ({
  offered: 0, waiting: 0, clean: 0, needsReview: 0, defective: 0, accepted: 0, returned: 0, withdrawn: 0, pagesOffered: 0, pagesAccepted: 0, pagesReturned: 0, bytes: 0, ...part,
});

const batch = (number: number, part: Partial<z.input<typeof Batch>>): Batch =>
  Batch.parse({
    id: idOf(2, number),
    number: `JS-2026-${String(number).padStart(4, '0')}`,
    kind: 'volumes',
    unitId,
    unitName: '中共包头市委组织部',
    supplier: '北京航星档案数字化有限公司',
    note: '',
    mediumId: idOf(6, 1),
    mediumNumber: 'JZ-2026-001',
    approvalNumber: '包组干档〔2026〕17号',
    secrecy,
    state: 'open',
    isPaused: false,
    policyVersion: 3,
    mapping: null,
    createdBy: '李档案',
    createdAt: at(number * 1440),
    closedAt: null,
    decidedBy: null,
    decidedAt: null,
    decisionNote: '',
    account: account({}),
    sample: { drawn: 0, judged: 0, wrongPlace: 0, poorPicture: 0, isPassed: null },
    pagesPerSecond: null,
    secondsLeft: null,
    ...part,
  });

export const inventedBatches: readonly Batch[] = [
  batch(6, { account: account({ offered: 40, waiting: 9, clean: 22, needsReview: 6, defective: 3, pagesOffered: 5240, bytes: 4_100_000_000 }), pagesPerSecond: 11.4, secondsLeft: 104 }),
  batch(5, { supplier: '昆区人社局（自行扫描）', mediumId: null, mediumNumber: null, note: '本单位局域网内移交，没有使用介质', state: 'sampling', closedAt: at(9000), account: account({ offered: 18, clean: 17, defective: 1, pagesOffered: 2360, bytes: 1_900_000_000 }), sample: { drawn: 24, judged: 0, wrongPlace: 0, poorPicture: 0, isPassed: null } }),
  batch(4, { kind: 'loose', supplier: '市委党校', account: account({}), isPaused: true }),
  batch(3, { state: 'accepted', closedAt: at(5000), decidedBy: '李档案', decidedAt: at(5400), account: account({ offered: 120, accepted: 113, returned: 5, withdrawn: 2, pagesOffered: 16_240, pagesAccepted: 15_480, pagesReturned: 610, bytes: 12_000_000_000 }), sample: { drawn: 781, judged: 781, wrongPlace: 0, poorPicture: 12, isPassed: true } }),
  batch(2, { state: 'returned', supplier: '呼和浩特正方信息技术有限公司', closedAt: at(3000), decidedBy: '李档案', decidedAt: at(3300), decisionNote: '抽检发现一页装错人', account: account({ offered: 60, returned: 60, pagesOffered: 8140, pagesReturned: 8140, bytes: 6_000_000_000 }), sample: { drawn: 407, judged: 407, wrongPlace: 1, poorPicture: 3, isPassed: false } }),
];

const verdicts = ['clean', 'clean', 'defective', 'clean', 'needs-review', 'clean', null] as const;

const unchecked = (index: number) => ({ state: index % 2 === 0 ? 'checking' : 'waiting', verdict: null, format: null, personId: null, personName: null, archiveNumber: null, materials: 0, pages: 0, blocking: 0, warnings: 0, checkedAt: null });
const checked = (index: number, verdict: 'clean' | 'needs-review' | 'defective') => ({
  state: 'checked',
  verdict,
  format: (['layout', 'workbook', 'xml'] as const)[index % 3],
  personId: idOf(4, index + 1),
  personName: nameOf(index),
  archiveNumber: `BT${String(10_200 + index)}`,
  materials: 24 + (index % 9),
  pages: 110 + ((index * 13) % 60),
  blocking: verdict === 'defective' ? 1 + (index % 4) : 0,
  warnings: verdict === 'clean' ? 0 : 2 + (index % 5),
  checkedAt: at(7000 + index),
});

const summary = (index: number): PackageSummary => {
  const verdict = verdicts[index % verdicts.length] ?? null;
  return PackageSummary.parse({
    id: idOf(3, index + 1),
    number: index + 1,
    name: `${String(150 + index)}_${nameOf(index)}${index % 5 === 0 ? '.zip' : ''}`,
    bytes: 98_000_000 + index * 1_300_000,
    isSecondDelivery: index === 2,
    ...(verdict === null ? unchecked(index) : checked(index, verdict)),
  });
};
export const inventedPackages: readonly PackageSummary[] = Array.from({ length: 40 }, (_, index) => summary(index));

const page = (number: number, of = 0) => ({ id: idOf(7, of * 100 + number), number, widthPx: 2480, heightPx: 3508 });
const material = (classCode: string, sequence: number, more: { name: string; formedOn: string; pageCount: number; pages: number; remark?: string }) => ({
  classCode, sequence, name: more.name, formedOn: more.formedOn, pageCount: more.pageCount, remark: more.remark ?? '',
  pages: Array.from({ length: more.pages }, (_, index) => page(index + 1, sequence + classCode.length * 10 + Number(classCode[0]) * 20)),
});

const catalogue = [
  material('1', 1, { name: '干部履历表', formedOn: '19990618', pageCount: 8, pages: 8 }),
  material('1', 2, { name: '公务员登记表', formedOn: '2006', pageCount: 2, pages: 2 }),
  material('2', 1, { name: '自传', formedOn: '198403', pageCount: 6, pages: 6 }),
  material('3', 1, { name: '一九九七年度考核登记表', formedOn: '19980112', pageCount: 1, pages: 1 }),
  material('3', 2, { name: '一九九八年度考核登记表', formedOn: '19990108', pageCount: 1, pages: 1 }),
  material('4-1', 1, { name: '大专毕业生登记表', formedOn: '19830705', pageCount: 4, pages: 3 }),
  material('4-1', 2, { name: '学习成绩表', formedOn: '19830705', pageCount: 1, pages: 1 }),
  material('4-2', 1, { name: '经济师任职资格评审表', formedOn: '19961020', pageCount: 5, pages: 6 }),
  material('6', 1, { name: '入党志愿书', formedOn: '19860701', pageCount: 4, pages: 4 }),
  material('6', 2, { name: '入党申请书', formedOn: '19841105', pageCount: 3, pages: 3, remark: '附思想汇报' }),
  material('9-1', 1, { name: '机关工作人员工资变动审批表', formedOn: '199310', pageCount: 1, pages: 1 }),
  material('9-2', 1, { name: '干部任免审批表', formedOn: '20011115', pageCount: 2, pages: 0 }),
];

type FindingInput = z.input<typeof PackageFinding>;
const finding = (number: number, part: Partial<Omit<FindingInput, 'id' | 'place'>> & { rule: FindingInput['rule']; variant: string; place?: Partial<FindingInput['place']> }): FindingInput => ({
  id: idOf(5, number),
  severity: 'warn',
  expected: '',
  found: '',
  pageId: null,
  override: null,
  ...part,
  place: { classCode: null, sequence: null, page: null, path: null, ...part.place },
});
const pageIdAt = (classCode: string, sequence: number, number: number): string | null =>
  catalogue.find(row => row.classCode === classCode && row.sequence === sequence)?.pages.find(one => one.number === number)?.id ?? null;
const on = (classCode: '1' | '2' | '3' | '4-1' | '4-2' | '6' | '9-1' | '9-2', sequence: number, number: number) => ({
  place: { classCode, sequence, page: number, path: `${classCode}/${String(sequence).padStart(2, '0')}${String(number).padStart(2, '0')}.jpg` }, pageId: pageIdAt(classCode, sequence, number),
});

export const inventedFindings: readonly FindingInput[] = [
  finding(1, { rule: 'M01', variant: 'fewer', severity: 'block', place: { classCode: '4-1', sequence: 1 }, expected: '4', found: '3' }),
  finding(2, { rule: 'M01', variant: 'more-images', severity: 'block', place: { classCode: '4-2', sequence: 1 }, expected: '5', found: '6' }),
  finding(3, { rule: 'M02', variant: 'no-images', severity: 'block', place: { classCode: '9-2', sequence: 1 }, expected: '2', found: '0' }),
  finding(4, { rule: 'G12', variant: 'foreign-same', severity: 'block', ...on('6', 1, 3), expected: '', found: '刘志强 六-1 第3页', override: { state: 'proposed', reason: '同一张志愿书的介绍人签字页，两人确实共用', by: '赵明', at: at(7100), secondBy: null, secondAt: null, isMineToDecide: true } }),
  finding(5, { rule: 'G07', variant: 'skew', ...on('1', 1, 2), expected: '1°', found: '2.4°' }),
  finding(6, { rule: 'G07', variant: 'skew', ...on('1', 1, 5), expected: '1°', found: '1.7°' }),
  finding(7, { rule: 'G07', variant: 'skew', ...on('2', 1, 4), expected: '1°', found: '-3.1°' }),
  finding(8, { rule: 'G08', variant: 'border', ...on('2', 1, 1), expected: '1 %', found: '4.6 %' }),
  finding(9, { rule: 'G11', variant: 'sideways', ...on('6', 2, 1), expected: '', found: '90°' }),
  finding(10, { rule: 'C05', variant: 'belongs-before', place: { classCode: '3', sequence: 2 }, expected: '3-1', found: '1997.12.30', override: { state: 'effective', reason: '原件如此，目录按原件填写', by: '李档案', at: at(7200), secondBy: null, secondAt: null, isMineToDecide: false } }),
  finding(11, { rule: 'P06', variant: 'junk', severity: 'info', place: { path: 'Thumbs.db' }, found: '2' }),
];

export const reportOf = (found: PackageSummary, findings: readonly FindingInput[]): PackageReport =>
  PackageReport.parse({
    ...found,
    batchId: idOf(2, 6),
    batchNumber: 'JS-2026-0006',
    batchState: 'open',
    volumeId: idOf(8, 1),
    present: { version: 2, materials: 20, pages: 96 },
    catalogue,
    findings: found.verdict === 'defective' ? findings : found.verdict === 'needs-review' ? findings.filter(({ severity }) => severity !== 'block') : [],
    comparison: found.isSecondDelivery
      ? {
          batchNumber: 'JS-2026-0002',
          mended: [
            { rule: 'C02', variant: 'gap', severity: 'block', place: { classCode: '3', sequence: 2 }, expected: '2', found: '3' },
            { rule: 'G10', variant: 'blank', severity: 'warn', place: { classCode: '2', sequence: 1, page: 6 }, expected: '', found: '' },
          ],
          remaining: 3,
          added: [{ rule: 'M02', variant: 'no-images', severity: 'block', place: { classCode: '9-2', sequence: 1 }, expected: '2', found: '0' }],
          missingPages: 2,
        }
      : null,
  });

export const inventedSample: readonly SampleItem[] = Array.from({ length: 24 }, (_, index) => {
  const row = catalogue[index % 11];
  if (!row) throw new Error('no row');
  const { pages, ...without } = row;
  return SampleItem.parse({
    id: idOf(9, index + 1),
    position: index + 1,
    packageId: idOf(3, index + 1),
    packageNumber: index + 1,
    personName: nameOf(index),
    page: pages[index % pages.length] ?? page(1),
    row: without,
    isPlaceRight: null,
    isPictureGood: null,
    note: '',
  });
});

export const inventedMedia: readonly Medium[] = [
  { number: 'JZ-2026-001', kind: 'hard-disk', state: 'received', contents: '市直机关处级干部档案第一批', volumes: 40, persons: 38, batches: ['JS-2026-0006'] } as const,
  { number: 'JZ-2026-002', kind: 'optical-disc', state: 'registered', contents: '昆区科级干部档案补交', volumes: 6, persons: 6, batches: [] } as const,
  { number: 'JZ-2025-014', kind: 'usb-disk', state: 'sealed', contents: '退休干部档案', volumes: 60, persons: 60, batches: ['JS-2026-0002'] } as const,
].map(({ batches, ...one }, index) =>
  Medium.parse({
    ...one,
    id: idOf(6, index + 1),
    unitId,
    serialNumber: `WD-${String(88_213 + index)}`,
    capacity: '2 TB',
    secrecy,
    contentsDigest: index === 0 ? 'a3f09c77d1e2b44896ce31f0a55be0712c9d4e8f60a1b2c3d4e5f60718293a4b' : '',
    purpose: '数字化成果移交',
    approvalNumber: '包组干档〔2026〕17号',
    registeredBy: '李档案',
    registeredAt: at(index * 60),
    batchNumbers: batches,
    moves: one.state === 'registered' ? [] : [
      { to: 'received', handedBy: '周工', receivedBy: '李档案', witness: '赵明', place: '市委大院 3 号楼 212 室', cabinet: '', note: '', at: at(index * 60 + 30), recordedBy: '李档案' },
      ...(one.state === 'sealed' ? [{ to: 'sealed', handedBy: '李档案', receivedBy: '孙管库', witness: '赵明', place: '档案库房', cabinet: 'B-07', note: '', at: at(index * 60 + 900), recordedBy: '李档案' }] : []),
    ],
  }),
);
