import { sql } from 'kysely';
import type { MediumKind, MediumState } from '#shared/domain/medium';
import { combineSecrecy, formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, rowsAllowed, type Subject } from '../authority/index.ts';
import { composeTables, type SheetTable } from '../sheets/index.ts';
import { mediumQuery, viewMedia } from './medium-repository.ts';

const mostMedia = 2000;
const kinds: Readonly<Record<MediumKind, string>> = { 'optical-disc': '光盘', 'hard-disk': '硬盘', 'usb-disk': 'U 盘', tape: '磁带', other: '其他' };
const states: Readonly<Record<MediumState, string>> = { registered: '已登记', received: '已接收', returned: '已归还', sealed: '已封存', destroyed: '已销毁' };

/** 介质交接登记簿: every medium of the unit with each hand-over. Chinese, as registers on paper are. */
export async function makeMediaRegister({ db, now }: Services, subject: Subject): Promise<Buffer> {
  requireAllowed(subject, 'media.readRegister');
  const found = await mediumQuery(db).where(rowsAllowed(subject, 'media.get', { managingUnitId: sql`media.unit_id` })).orderBy('registeredAt').orderBy('media.id').limit(mostMedia).execute();
  const media = await viewMedia(db, found);
  await recordEvent(db, subject, { act: 'media.readRegister', object: subject.unitName, detail: `media=${String(media.length)}` });
  const at = now();
  const tables = [entriesOf(media), movesOf(media)];
  const secrecy = formatSecrecyMark(combineSecrecy(media.map(medium => medium.secrecy)));
  return composeTables({ title: '介质交接登记簿', lead: `${secrecy}　${subject.unitName}　共 ${String(media.length)} 件`, foot: `${subject.displayName}　${formatSiteMinute(at)}`, tables }, at);
}

type Media = Awaited<ReturnType<typeof viewMedia>>;

function entriesOf(media: Media): SheetTable {
  return {
    title: '介质',
    columns: ['编号', '类型', '序列号', '密级', '内容', '卷', '人', '审批号', '状态', '批次'],
    shares: [0.13, 0.07, 0.1, 0.11, 0.15, 0.05, 0.05, 0.11, 0.08, 0.15],
    rows: media.map(({ number, kind, serialNumber, secrecy, contents, volumes, persons, approvalNumber, state, batchNumbers }) => [
      number, kinds[kind], serialNumber, formatSecrecyMark(secrecy), contents, volumes, persons, approvalNumber, states[state], batchNumbers.join('、'),
    ]),
  };
}

function movesOf(media: Media): SheetTable {
  return {
    title: '交接',
    columns: ['编号', '去向', '时间', '移交人', '接收人', '监交人', '地点', '柜号', '备注'],
    shares: [0.13, 0.08, 0.16, 0.1, 0.1, 0.1, 0.12, 0.07, 0.14],
    rows: media.flatMap(({ number, moves }) => moves.map(({ to, at, handedBy, receivedBy, witness, place, cabinet, note }) => [number, states[to], formatSiteMinute(new Date(at)), handedBy, receivedBy, witness, place, cabinet, note])),
  };
}
