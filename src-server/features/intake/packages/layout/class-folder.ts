import { parseClassCode, type ClassCode } from '#shared/domain/catalogue';
import type { ImageLayer } from '#shared/domain/staged-volume';

/** A folder that speaks of a class; `classCode` is null when its code is no leaf (`4`, `9`, `11`, `4-5`). */
export type ClassFolder = { readonly rawClass: string; readonly classCode: ClassCode | null; readonly folderName: string | null };

const maxNameLength = 200;
const separators = String.raw`[\s._\-‐-―−—、，,:;()\[\]【】]`;
const mainPattern = /^(?:第\s*)?(\d{1,2}|[一二三四五六七八九十]{1,2})(?!\d)/u;
const digitSub = new RegExp(`^${separators}*([0-9])(?!\\d)`, 'u');
// A numeral that a word follows belongs to the word: 四.三好学生.
const numeralSub = new RegExp(`^${separators}*([一二三四])(?=${separators}|类|$)`, 'u');
const illegalSub = /^\s*[-‐-―−—_]\s*(\d{1,2})(?!\d)/u;

/** `4-1.学历学位材料`, `四-1 学历学位`, `41`, `４－１．学历`, `九（2）任免`, `第三类 考核`: undefined for a folder that names no class. */
export function parseClassFolder(folder: string): ClassFolder | undefined {
  const text = folder.slice(0, maxNameLength).normalize('NFKC').trim();
  const [matched, main] = mainPattern.exec(text) ?? [];
  if (matched === undefined || main === undefined || Number(main) === 0) return undefined;
  const plainMain = main.replace(/^0/, '');
  const rest = text.slice(matched.length);
  const sub = subOf(plainMain, rest);
  const rawClass = sub === undefined ? plainMain : `${plainMain}-${sub.code}`;
  return { rawClass, classCode: parseClassCode(rawClass) ?? null, folderName: nameAfter(rest.slice(sub?.length ?? 0)) };
}

const dividedClasses = ['4', '9', '四', '九'];

function subOf(main: string, rest: string): { readonly code: string; readonly length: number } | undefined {
  const match = dividedClasses.includes(main) ? (digitSub.exec(rest) ?? numeralSub.exec(rest)) : illegalSub.exec(rest);
  return match?.[1] === undefined ? undefined : { code: match[1], length: match[0].length };
}

function nameAfter(rest: string): string | null {
  const name = rest.replace(new RegExp(`^${separators}*类?${separators}*`, 'u'), '').trim();
  return name === '' ? null : name;
}

const layerNames: Readonly<Record<ImageLayer, ReadonlySet<string>>> = {
  original: new Set(['原始图像', '原始图像数据', '原始图片', '原始', '原图', '原图像', '原件', 'original', 'originals', 'raw']),
  optimised: new Set(['优化图像', '优化图像数据', '优化图片', '优化图', '优化', '高清图', '高清图像', '高清', 'optimised', 'optimized']),
};

/** The layer that a folder stands for; undefined for any other folder. */
export function parseLayerFolder(folder: string): ImageLayer | undefined {
  const name = folder.normalize('NFKC').trim().toLowerCase().replace(/^\d+[._\-\s]+/, '');
  if (layerNames.original.has(name)) return 'original';
  return layerNames.optimised.has(name) ? 'optimised' : undefined;
}
