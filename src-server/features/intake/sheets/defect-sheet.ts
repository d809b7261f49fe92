import type { PDFDocument, PDFPage } from 'pdf-lib';
import { formatFound, formatPlace } from '#shared/domain/finding';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import type { LineMark, SheetMark } from '#shared/domain/sheet-mark';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { Services } from '../../../app/services.ts';
import type { Subject } from '../../authority/index.ts';
import { breakLines, openPainter, placeText, sheetSize } from '../../sheets/index.ts';
import { batchSecrecy } from '../batches/batch-repository.ts';
import { describeFinding, severityWords, titleOfRule } from './finding-words.ts';
import { openPictures, type SheetPicture } from './sheet-pictures.ts';
import { readSheet, type SheetContent, type SheetFinding, type SheetPackage, type SheetQuery } from './sheet-content.ts';

/** One part of the sheet; what goes on is in the next one. */
const findingsPerPart = 400;

const side = 40;
const top = 92;
const inner = sheetSize.width - 2 * side;
const blockHeight = 84;
const thumbnail = { width: 54, height: 76 };
const blocksPerSheet = Math.floor((sheetSize.height - top - 40) / blockHeight);

const longestTitle = 24;
const titled = (material: string): string => (material === '' ? '' : `《${material.length <= longestTitle ? material : `${material.slice(0, longestTitle - 1)}…`}》`);

type Block = { readonly of: SheetPackage; readonly finding: SheetFinding | undefined };

/** 问题单: one block for each finding with its picture, what was expected and found, and what to do. One sheet in memory at a time beside the document of this part. */
export async function makeDefectSheet(services: Services, subject: Subject, query: SheetQuery): Promise<Buffer> {
  const content = await readSheet(services, subject, { ...query, linesPerPart: findingsPerPart });
  const at = services.now();
  const painter = await openPainter({ title: `问题单 ${content.batch.number}`, at, ...sheetSize, pointsPerUnit: 1, missing: 'spell-out' });
  const blocks = content.packages.flatMap((of): Block[] => (of.findings.length === 0 ? [{ of, finding: undefined }] : of.findings.map(finding => ({ of, finding }))));
  const sheets = Math.max(1, Math.ceil(blocks.length / blocksPerSheet));
  const pictureOf = openPictures(services, subject, findingsPerPart);
  for (let sheet = 0; sheet < sheets; sheet++) {
    const own = blocks.slice(sheet * blocksPerSheet, (sheet + 1) * blocksPerSheet);
    const page = await painter.paint(drawSheet(own, { ...headOf(content, subject, at), count: `第 ${String(sheet + 1)} 张 共 ${String(sheets)} 张` }));
    for (const [index, { of: { record }, finding }] of own.entries()) {
      const picture = await pictureOf({ record, pageId: finding?.pageId ?? null });
      if (picture) await placePicture(painter.document, page, { picture, topY: sheetSize.height - top - index * blockHeight - 4 });
    }
  }
  return painter.finish();
}

type Head = { readonly title: string; readonly lead: string; readonly secrecy: string; readonly foot: string };

function headOf({ batch, total, part, parts }: SheetContent, { displayName, unitName }: Subject, at: Date): Head {
  const volume = parts === 1 ? '' : `　第 ${String(part)} 册 共 ${String(parts)} 册`;
  return {
    title: '数字档案问题单',
    lead: `批次 ${batch.number}　供应方 ${batch.supplier}　档案包 ${String(total.packages)} 个　问题 ${String(total.findings)} 处${volume}`,
    secrecy: formatSecrecyMark(batchSecrecy(batch)),
    foot: `${unitName}　${displayName}　${formatSiteMinute(at)}`,
  };
}

function drawSheet(blocks: readonly Block[], { title, lead, secrecy, foot, count }: Head & { readonly count: string }): SheetMark[] {
  const plain = { x: side, width: inner, isNumber: false, isBold: false };
  const head = [
    placeText(secrecy, { ...plain, y: 34, sizePt: 12, isBold: true }),
    placeText(title, { ...plain, y: 60, sizePt: 18, isBold: true }),
    placeText(lead, { ...plain, y: 80, sizePt: 9.5 }),
    placeText(`${foot}　${count}`, { ...plain, y: sheetSize.height - 20, sizePt: 8 }),
  ];
  return [...head, ...blocks.flatMap((block, index) => drawBlock(block, top + index * blockHeight))];
}

function drawBlock({ of: { record }, finding }: Block, y: number): SheetMark[] {
  const left = side + thumbnail.width + 12;
  const line = { x: left, width: inner - thumbnail.width - 12, isNumber: false, isBold: false, sizePt: 9 };
  const owner = [`包 ${String(record.number)}`, record.name, record.personName ?? record.subjectName ?? '', finding?.place.path ?? ''].filter(text => text !== '').join('　');
  const rule: LineMark = { kind: 'line', x1: side, x2: side + inner, y1: y, y2: y, width: 0.4, ink: 'grey' };
  if (!finding) return [rule, placeText(owner, { ...line, y: y + 14, isBold: true }), placeText('没有发现问题，随批次退回。', { ...line, y: y + 30 })];
  const values = [finding.expected === '' ? '' : `应为：${finding.expected}`, finding.found === '' ? '' : `实为：${formatFound(finding.found)}`].filter(text => text !== '').join('　　');
  const words = breakLines(describeFinding(finding), { widthPt: line.width, sizePt: line.sizePt, lines: 3 });
  return [
    rule,
    placeText(`${finding.rule} ${titleOfRule(finding.rule)}　【${severityWords[finding.severity]}】　${formatPlace(finding.place)}${titled(finding.material)}`, { ...line, y: y + 14, sizePt: 10, isBold: true }),
    placeText(owner, { ...line, y: y + 27, sizePt: 8 }),
    ...words.map((text, index) => placeText(text, { ...line, y: y + 41 + index * 12 })),
    ...(values === '' ? [] : [placeText(values, { ...line, y: y + 43 + words.length * 12, sizePt: 8.5 })]),
  ];
}

/** In the left margin of its block; `topY` from the lower edge of the sheet. */
async function placePicture(document: PDFDocument, page: PDFPage, { picture, topY }: { readonly picture: SheetPicture; readonly topY: number }): Promise<void> {
  const embedded = await document.embedJpg(picture.jpeg);
  const scale = Math.min(thumbnail.width / embedded.width, thumbnail.height / embedded.height);
  const [width, height] = [embedded.width * scale, embedded.height * scale];
  page.drawImage(embedded, { x: side, y: topY - height, width, height });
}
