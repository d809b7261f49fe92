import { z } from 'zod';

/**
 * The ten classes (十大类) and their sixteen leaves. Codes are stored, never names: class names changed in 2018 and old
 * volumes keep the old ones. Source: 干部人事档案工作条例 (2018) and 组通字〔2012〕28号.
 */
export const classCodes = ['1', '2', '3', '4-1', '4-2', '4-3', '4-4', '5', '6', '7', '8', '9-1', '9-2', '9-3', '9-4', '10'] as const;
export const ClassCode = z.enum(classCodes);
export type ClassCode = z.infer<typeof ClassCode>;

export type LeafClass = { readonly code: ClassCode; readonly name: string; readonly oldName: string };

const leaf = (code: ClassCode, name: string, oldName: string): LeafClass => ({ code, name, oldName });

export const leafClasses: readonly LeafClass[] = [
  leaf('1', '履历类材料', '履历材料'),
  leaf('2', '自传和思想类材料', '自传材料'),
  leaf('3', '考核鉴定类材料', '鉴定、考核材料'),
  leaf('4-1', '学历学位类材料', '学历学位材料'),
  leaf('4-2', '专业技术职务(职称)类材料', '专业技术职务材料'),
  leaf('4-3', '学术评鉴类材料', '科研学术材料'),
  leaf('4-4', '教育培训类材料', '培训材料'),
  leaf('5', '政审、审计和审核类材料', '政审材料'),
  leaf('6', '党、团类材料', '党团材料'),
  leaf('7', '表彰奖励类材料', '奖励材料'),
  leaf('8', '违规违纪违法处理处分类材料', '处分材料'),
  leaf('9-1', '工资类材料', '工资材料'),
  leaf('9-2', '任免类材料', '任免材料'),
  leaf('9-3', '出国(境)类材料', '出国(境)审批材料'),
  leaf('9-4', '会议代表类材料', '会议代表材料'),
  leaf('10', '其他可供组织参考的材料', '其他材料'),
];

export type MainClass = { readonly number: number; readonly name: string; readonly leaves: readonly LeafClass[] };

const mainNames: Readonly<Record<number, string>> = {
  4: '学历学位、专业技术职务和教育培训类材料',
  9: '工资、任免、出国和会议代表类材料',
};

/** Ten classes in catalogue order; classes 4 and 9 have four leaves each, the others are their own leaf. */
export const mainClasses: readonly MainClass[] = Array.from({ length: 10 }, (_, index) => {
  const number = index + 1;
  const leaves = leafClasses.filter(({ code }) => code === String(number) || code.startsWith(`${String(number)}-`));
  return { number, name: mainNames[number] ?? leaves[0]?.name ?? '', leaves };
});

const chineseNumerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

/** `4-1` → `四-1`, `10` → `十`: the spelling of printed catalogues. */
export function formatClassCode(code: ClassCode): string {
  const [main, sub] = code.split('-');
  const numeral = chineseNumerals[Number(main) - 1] ?? '';
  return sub === undefined ? numeral : `${numeral}-${sub}`;
}

/** The number pencilled on the first face of a material: `3-2`, `4-1-1`. */
export function formatMaterialNumber(code: ClassCode, sequence: number): string {
  return `${code}-${String(sequence)}`;
}

/** Position in the catalogue, 0 to 15. */
export function classPosition(code: ClassCode): number {
  return classCodes.indexOf(code);
}

/** Reads the spellings found in real data (`41`, `四-1`, `四一`, `4－1`, `4—1`); bare 4 and 9 are not leaves: undefined. */
export function parseClassCode(text: string): ClassCode | undefined {
  const ascii = text
    .normalize('NFKC')
    .trim()
    .replace(/十/g, '10')
    .replace(/[一二三四五六七八九]/g, numeral => String(chineseNumerals.indexOf(numeral as '一') + 1)) // `as`: the pattern allows only these
    .replace(/[‐-―−—－_.\s]+/g, '-');
  const candidate = /^[49][1-4]$/.test(ascii) ? `${ascii.slice(0, 1)}-${ascii.slice(1)}` : ascii;
  return classCodes.find(code => code === candidate);
}
