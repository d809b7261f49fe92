import type { StagedPerson } from '#shared/domain/staged-volume';
import { textLimits } from '../limits.ts';
import { refuseText } from '../package-refusal.ts';
import { stagedPerson } from '../person-name.ts';
import { fieldOrNull, normaliseDate, parseGender } from '../rows/field-values.ts';
import { decodeXmlText } from './decode-text.ts';

/** The only elements that are read; the photo, the résumé and the family are not wanted here. */
type Tag = 'XingMing' | 'XingBie' | 'ChuShengNianYue' | 'MinZu' | 'JiGuan' | 'CanJiaGongZuoShiJian' | 'ZhengZhiMianMao' | 'RuDangShiJian' | 'XianRenZhiWu' | 'ShenFenZheng';

/**
 * The person of a 干部任免审批表 (`.lrmx`). One widespread exporter writes `&` and `<` into texts as they are, so the tags of a list are
 * looked for instead of parsing: whatever else stands in the file stays text. Throws a `PackageRefusal` (P02).
 */
export function readLrmx(bytes: Buffer, path: string): StagedPerson {
  const form = formOf(bytes, path);
  const value = (tag: Tag): string => decodeReferences(contentOf(form, tag));
  const date = (tag: Tag): string | null => normaliseDate(value(tag)) || null;
  return stagedPerson(path, {
    name: fieldOrNull(value('XingMing').replace(/\s+/g, '')) ?? '',
    idNumber: fieldOrNull(value('ShenFenZheng'))?.toUpperCase() ?? null,
    gender: parseGender(value('XingBie')),
    bornOn: date('ChuShengNianYue'),
    ethnicity: fieldOrNull(value('MinZu')),
    nativePlace: fieldOrNull(value('JiGuan')),
    politicalStatus: fieldOrNull(value('ZhengZhiMianMao')) ?? partyOf(value('RuDangShiJian')),
    workStartedOn: date('CanJiaGongZuoShiJian'),
    post: fieldOrNull(value('XianRenZhiWu')),
  });
}

/** What stands inside `Person`, without the family, whose members have names as well. */
function formOf(bytes: Buffer, path: string): string {
  if (bytes.length > textLimits.maxFormBytes) refuseText('too-large', { path, expected: String(textLimits.maxFormBytes), found: String(bytes.length) });
  const text = decodeXmlText(bytes, path);
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) refuseText('doctype', { path });
  const start = text.indexOf('<Person');
  const end = text.lastIndexOf('</Person>');
  if (start < 0 || end < start) refuseText('missing-element', { path, expected: 'Person' });
  return withoutPart(text.slice(start, end), 'JiaTingChengYuan');
}

/** The form asks when somebody joined the party; whoever did is a member. */
function partyOf(joined: string): string | null {
  return /^\s*\d{4}/.test(joined) ? '中共党员' : null;
}

/** By position, not by pattern: the time is that of one search whatever the file holds. */
function contentOf(text: string, tag: string): string {
  const open = text.indexOf(`<${tag}>`);
  const close = open < 0 ? -1 : text.indexOf(`</${tag}>`, open);
  return close < 0 ? '' : text.slice(open + tag.length + 2, close);
}

function withoutPart(text: string, tag: string): string {
  const open = text.indexOf(`<${tag}>`);
  const close = text.lastIndexOf(`</${tag}>`);
  return open < 0 || close < open ? text : text.slice(0, open) + text.slice(close);
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeReferences(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});/g, (whole, reference: string) => {
    if (!reference.startsWith('#')) return named[reference] ?? whole;
    const code = reference.startsWith('#x') ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
