import { writeBarcode } from '#shared/domain/barcode';
import { formatClassCode, formatMaterialNumber, leafClasses, type ClassCode } from '#shared/domain/catalogue';
import type { SeparatorOrder } from '#shared/domain/form-ref';
import { formatSecrecyMark, type Secrecy } from '#shared/domain/secrecy';
import { nextMaterialCode } from '#shared/domain/separator-sheet';
import { formatSiteMinute } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, secrecyOf } from '../people/index.ts';
import { listMaterials, requireVolumeRecord } from '../volumes/index.ts';
import type { FilledForm } from './filled-form.ts';

type Words = Readonly<Record<'barcode' | 'number' | 'name' | 'count' | 'owner' | 'use' | 'secrecy', string>>;

const plain: Words = { barcode: '', number: '', name: '', count: '', owner: '', use: '放在一份材料前面。扫描时自动分开，本页不归档、不计页数。', secrecy: '' };
const lowest: Secrecy = { level: 'secret', years: 10 };

/** 分隔页: of a volume for whoever keeps it; sheets that name no file are anybody's at the desk. */
export async function fillSeparators(services: Services, subject: Subject, { volumeId, hasLabel, hasMaterials, classCodes, next }: SeparatorOrder): Promise<FilledForm> {
  const volume = volumeId === null ? null : await readSeparated(services, subject, volumeId);
  const sheets: Words[] = [
    ...(volume && hasLabel ? [volume.label] : []),
    ...(volume && hasMaterials ? volume.materials : []),
    ...classCodes.map(sheetOfClass),
    ...Array.from({ length: next }, (): Words => ({ ...plain, barcode: nextMaterialCode, name: '下一份材料' })),
  ];
  if (sheets.length === 0) throw new AppError('form.no-sheets');
  const fields = { printedBy: `${subject.displayName}　${formatSiteMinute(services.now())}` };
  const event = volume ? { object: volume.archiveNumber, personId: volume.personId } : { object: '分隔页' };
  return { kind: 'separators', values: { fields, lists: { sheets } }, secrecy: volume?.secrecy ?? lowest, event };
}

function sheetOfClass(classCode: ClassCode): Words {
  const name = leafClasses.find(({ code }) => code === classCode)?.name ?? '';
  return { ...plain, barcode: writeBarcode({ kind: 'material', classCode, sequence: null, pageCount: null }), number: formatClassCode(classCode), name };
}

async function readSeparated({ db }: Services, subject: Subject, volumeId: string) {
  const { personId, kind, ordinal, labelNumber } = await requireVolumeRecord(db, volumeId);
  const person = await requirePerson(db, personId);
  requireAllowed(subject, 'strips.label', factsOf(person));
  const secrecy = secrecyOf(person);
  const own = { ...plain, owner: `${person.archiveNumber}　${person.name}　${kind === 'original' ? '正本' : '副本'}第 ${String(ordinal)} 卷`, secrecy: formatSecrecyMark(secrecy) };
  const label: Words = { ...own, barcode: writeBarcode({ kind: 'volume', labelNumber }), name: '卷首页', use: '放在一卷前面。用扫码枪读，打开这一卷的扫描台；在一叠里，后面是这一卷。' };
  const materials = (await listMaterials(db, { volumeId })).map(({ classCode, sequence, name, pageCount }): Words => {
    const barcode = writeBarcode({ kind: 'material', classCode, sequence, pageCount });
    return { ...own, barcode, number: formatMaterialNumber(classCode, sequence), name, count: `共 ${String(pageCount)} 页` };
  });
  return { archiveNumber: person.archiveNumber, personId, secrecy, label, materials };
}
