import { formatMaterialNumber } from '#shared/domain/catalogue';
import { compareEvidence, EvidenceField, EvidenceSheet, type EvidenceVerdict, type PlacedEvidence } from '#shared/domain/evidence-sheet';
import { PersonId } from '#shared/domain/ids';
import { formatPartialDate } from '#shared/domain/partial-date';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, secrecyOf } from '../people/index.ts';
import { composeTables, type SheetTable } from '../sheets/index.ts';
import { readSheet } from './evidence-repository.ts';

const fields: Readonly<Record<EvidenceField, string>> = { birth: '年龄（出生时间）', 'work-start': '工龄（参加工作时间）', 'party-joining': '党龄（入党时间）', degree: '学历学位', career: '工作经历', 'cadre-status': '干部身份' };
const verdicts: Readonly<Record<EvidenceVerdict, string>> = { earliest: '最先形成', agrees: '', differs: '★不一致' };

/** 三龄两历一身份核对表 as it was last saved. Chinese, as forms on paper are; what is signed stays empty. */
export async function composeEvidence({ db, now }: Services, subject: Subject, personId: string): Promise<Buffer> {
  if (!PersonId.safeParse(personId).success) throw new AppError('resource.not-found');
  const person = await requirePerson(db, personId);
  requireAllowed(subject, 'evidence.readSheet', factsOf(person));
  const sheet = EvidenceSheet.parse(await readSheet(db, person));
  const at = now();
  const lead = `${formatSecrecyMark(secrecyOf(person))}　${person.name}　${person.unitName}　${person.archiveNumber}　第 ${String(sheet.version)} 版`;
  const tables = [findingsOf(sheet), ...EvidenceField.options.map(field => entriesOf(sheet, field)), signatures];
  const pdf = await composeTables({ title: '“三龄两历一身份”核对表', lead, foot: `${subject.displayName}　${subject.terminalName}　${formatSiteMinute(at)}`, tables }, at);
  await recordEvent(db, subject, { act: 'evidence.readSheet', object: person.archiveNumber, personId: person.id, detail: `version=${String(sheet.version)}` });
  return pdf;
}

function findingsOf({ findings }: EvidenceSheet): SheetTable {
  return {
    title: '认定',
    columns: ['项目', '认定', '依据和问题'],
    shares: [0.24, 0.26, 0.5],
    rows: EvidenceField.options.map(field => [fields[field], findings[field].value || '（未认定）', findings[field].remark]),
  };
}

function entriesOf({ entries }: EvidenceSheet, field: EvidenceField): SheetTable {
  const standing = compareEvidence(entries);
  const rowOf = ({ id, classCode, sequence, materialName, formedOn, page, value, isAltered }: PlacedEvidence): string[] => [
    formatMaterialNumber(classCode, sequence), materialName, formedOn === null ? '' : formatPartialDate(formedOn), String(page), value, [verdicts[standing.get(id) ?? 'agrees'], isAltered ? '有涂改' : ''].filter(Boolean).join(' '),
  ];
  return { title: fields[field], columns: ['类号', '材料', '形成时间', '页', '记载', '核对'], shares: [0.1, 0.3, 0.14, 0.06, 0.24, 0.16], rows: entries.filter(entry => entry.field === field).map(rowOf) };
}

const signatures: SheetTable = {
  title: '审核',
  columns: ['环节', '意见', '签名', '日期'],
  shares: [0.2, 0.4, 0.2, 0.2],
  rows: ['初审', '复审', '部（党组）会', '本人'].map(step => [step, '', '', '']),
};
