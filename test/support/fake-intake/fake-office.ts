import { judgeCompleteness } from '../../../src-shared/domain/completeness-rules.ts';
import { DraftPageId } from '../../../src-shared/domain/ids.ts';
import { PersonSummary } from '../../../src-shared/domain/person.ts';
import { Material, Volume } from '../../../src-shared/domain/volume.ts';
import { Draft } from '../../../src-shared/domain/scanning.ts';
import { aDraftPage } from '../draft-pages.ts';
import type { FakeHandlers } from './fake-desktop.ts';
import { idOf, nameOf } from './invented-intake.ts';

const people = Array.from({ length: 6 }, (_, index) =>
  PersonSummary.parse({
    id: idOf(4, index + 1), name: nameOf(index), gender: index % 2 === 0 ? 'male' : 'female', bornOn: `196${String(index)}0312`, maskedIdNumber: '150202********1234', unitId: idOf(1, 1), unitName: '市水务局',
    post: '科长', managingUnitId: idOf(1, 1), managingUnitName: '中共包头市委组织部', archiveNumber: `BT${String(10_200 + index)}`, status: 'in-service', volumeCount: index === 5 ? 0 : 1,
  }),
);

const volumeOf = (index: number) => ({ id: idOf(8, index), kind: 'original' as const, ordinal: 1, secrecy: { level: 'secret' as const, years: 10 }, materialCount: 3, pageCount: 12 });
const rows = [
  { classCode: '1', sequence: 1, name: '干部履历表', formedOn: '19990618', pageCount: 8, remark: '' },
  { classCode: '3', sequence: 1, name: '二〇一五年度考核登记表', formedOn: '20160112', pageCount: 1, remark: '' },
  { classCode: '4-1', sequence: 1, name: '大专毕业生登记表', formedOn: '19830705', pageCount: 4, remark: '' },
  { classCode: '9-1', sequence: 1, name: '工资变动审批表', formedOn: '199310', pageCount: 1, remark: '' },
] as const;

/** People, one volume and one material on the desk, invented; filing answers what it was asked for. */
export function officeHandlers(): FakeHandlers {
  const scanned = idOf(12, 1);
  const row = { classCode: '9-2', sequence: 1, name: '干部任免审批表', formedOn: '20011115', pageCount: 1 };
  /** The first has a page and a row, the next one nothing yet. */
  const draft = (id: string = scanned): Draft =>
    Draft.parse({
      id, volumeId: idOf(8, 1), personId: idOf(4, 1), personName: nameOf(0), row: id === scanned ? row : {}, removedPages: [], state: 'open', updatedAt: new Date(0).toISOString(),
      pages: id === scanned ? [aDraftPage({ id: DraftPageId.parse(idOf(7, 1)) })] : [],
    });
  const filed = (): Material => Material.parse({ id: idOf(13, 1), classCode: '9-2', sequence: 1, name: '干部任免审批表', formedOn: '20011115', pageCount: 1, remark: '', pages: [] });
  return {
    'people.search': ({ query }) => {
      const items = people.filter(({ name }) => name.includes(query));
      return Promise.resolve({ items, total: items.length });
    },
    'people.get': ({ id }) => {
      const index = people.findIndex(one => one.id === id);
      return Promise.resolve({ ...(people[index] ?? people[0]), ethnicity: '汉族', nativePlace: '内蒙古包头', politicalStatus: '中共党员', workStartedOn: '198308', volumes: [volumeOf(index + 1)] } as never); // `as`: invented, parsed on its way out
    },
    'volumes.get': ({ id }) => Promise.resolve(Volume.parse({ id, personId: idOf(4, 1), personName: nameOf(0), archiveNumber: 'BT10200', kind: 'original', ordinal: 1, version: 2, secrecy: { level: 'secret', years: 10 }, materials: rows.map((row, index) => ({ ...row, id: idOf(13, index + 10), pages: [] })) })),
    'volumes.completeness': () =>
      Promise.resolve(judgeCompleteness({ bornOn: '19600312', politicalStatus: '中共党员', workStartedOn: '198308', post: '科长', status: 'in-service' } as never, rows.map(({ classCode, sequence, name, formedOn, remark }) => ({ classCode, sequence, name, formedOn, remark })) as never, '20261128')), // `as`: what the rules ask for, and more
    'drafts.list': () => Promise.resolve({ drafts: [draft()] }),
    'drafts.desk': () => Promise.resolve({ drafts: [draft()], history: { undo: null, redo: null } }),
    'drafts.get': ({ id }) => Promise.resolve(draft(id)),
    'drafts.create': () => Promise.resolve(draft(idOf(12, 2))),
    'drafts.setRow': ({ id, row: typed }) => Promise.resolve({ ...draft(id), row: typed }),
    'drafts.file': () => Promise.resolve(filed()),
    'drafts.fileLoose': ({ alsoInto }) => Promise.resolve({ materials: [idOf(8, 1) as never, ...alsoInto].map(volumeId => ({ volumeId, material: filed() })) }), // `as`: an id
    'scanning.listScanners': () => Promise.resolve({ scanners: [] }),
  };
}
