import type { PDFDocument, PDFPage } from 'pdf-lib';
import { formatFound, formatPlace } from '#shared/domain/finding';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import type { LineMark, SheetMark } from '#shared/domain/sheet-mark';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { Services } from '../../../app/services.ts';
import type { Subject } from '../../authority/index.ts';
import { breakLines, openPainter, placeText, sheetSize } from '../../sheets/index.ts';
import { batchSecrecy } from '../batches/batch-repository.ts';
import { deliveryMark } from '../deliveries/render-page.ts';
import { describeFinding, severityWords, titleOfRule } from './finding-words.ts';
import { readSheet, type SheetContent, type SheetFinding, type SheetPackage, type SheetQuery } from './sheet-content.ts';

/** More would be no sheet to work from; the workbook has them all. */
const mostFindings = 1200;
const mostThumbnails = 400;

const side = 40;
const top = 92;
const inner = sheetSize.width - 2 * side;
const blockHeight = 84;
const thumbnail = { width: 54, height: 76 };
const blocksPerSheet = Math.floor((sheetSize.height - top - 40) / blockHeight);

type Block = { readonly of: SheetPackage; readonly finding: SheetFinding | undefined };

/** 问题单: one block for each finding with its picture, what was expected and found, and what to do. One sheet in memory at a time beside the document. */
export async function makeDefectSheet(services: Services, subject: Subject, query: SheetQuery): Promise<Buffer> {
  const content = await readSheet(services, subject, { ...query, mostFindings });
  const at = services.now();
  const painter = await openPainter({ title: `问题单 ${content.batch.number}`, at, ...sheetSize, pointsPerUnit: 1, missing: 'spell-out' });
  const blocks = content.packages.flatMap((of): Block[] => (of.findings.length === 0 ? [{ of, finding: undefined }] : of.findings.map(finding => ({ of, finding }))));
  const sheets = Math.max(1, Math.ceil(blocks.length / blocksPerSheet));
  const pictures = openPictures(services, subject, { document: painter.document, at });
  for (let sheet = 0; sheet < sheets; sheet++) {
    const own = blocks.slice(sheet * blocksPerSheet, (sheet + 1) * blocksPerSheet);
    const page = await painter.paint(drawSheet(own, { ...headOf(content, subject, at), count: `第 ${String(sheet + 1)} 张 共 ${String(sheets)} 张` }));
    for (const [index, block] of own.entries()) await pictures.place(page, block, sheetSize.height - top - index * blockHeight - 4);
  }
  return painter.finish();
}

type Head = { readonly title: string; readonly lead: string; readonly secrecy: string; readonly foot: string };

function headOf({ batch, packages, omitted }: SheetContent, { displayName, unitName }: Subject, at: Date): Head {
  const findings = packages.reduce((sum, each) => sum + each.findings.length, 0);
  const rest = omitted === 0 ? '' : `　另有 ${String(omitted)} 处见 Excel`;
  return {
    title: '数字档案问题单',
    lead: `批次 ${batch.number}　供应方 ${batch.supplier}　档案包 ${String(packages.length)} 个　问题 ${String(findings)} 处${rest}`,
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
  const owner = [`包 ${String(record.number)}`, record.name, record.personName ?? record.subjectName ?? '', finding?.place.path ?? ''].join('　');
  const rule: LineMark = { kind: 'line', x1: side, x2: side + inner, y1: y, y2: y, width: 0.4, ink: 'grey' };
  if (!finding) return [rule, placeText(owner, { ...line, y: y + 14, isBold: true }), placeText('没有发现问题，随批次退回。', { ...line, y: y + 30 })];
  const values = [finding.expected === '' ? '' : `应为：${finding.expected}`, finding.found === '' ? '' : `实为：${formatFound(finding.found)}`].filter(text => text !== '').join('　　');
  const words = breakLines(describeFinding(finding), { widthPt: line.width, sizePt: line.sizePt, lines: 3 });
  return [
    rule,
    placeText(`${finding.rule} ${titleOfRule(finding.rule)}　【${severityWords[finding.severity]}】　${formatPlace(finding.place)}`, { ...line, y: y + 14, sizePt: 10, isBold: true }),
    placeText(owner, { ...line, y: y + 27, sizePt: 8 }),
    ...words.map((text, index) => placeText(text, { ...line, y: y + 41 + index * 12 })),
    ...(values === '' ? [] : [placeText(values, { ...line, y: y + 43 + words.length * 12, sizePt: 8.5 })]),
  ];
}

type Pictures = { place(page: PDFPage, block: Block, topY: number): Promise<void> };

/** Small and marked, like every picture that leaves the data centre; read one by one. */
function openPictures({ db, pages, marker }: Services, subject: Subject, { document, at }: { readonly document: PDFDocument; readonly at: Date }): Pictures {
  let left = mostThumbnails;
  return {
    place: async (page, { of: { record }, finding }, topY) => {
      if (!finding?.pageId || left === 0) return;
      const stored = await db.selectFrom('intakePages').select('optimisedBlob').where('id', '=', finding.pageId).executeTakeFirst();
      if (!stored) return;
      left--;
      const picture = await document.embedJpg(await marker.mark(await pages.get(stored.optimisedBlob), deliveryMark(record, subject, at), 'thumb'));
      const scale = Math.min(thumbnail.width / picture.width, thumbnail.height / picture.height);
      const [width, height] = [picture.width * scale, picture.height * scale];
      page.drawImage(picture, { x: side, y: topY - height, width, height });
    },
  };
}
