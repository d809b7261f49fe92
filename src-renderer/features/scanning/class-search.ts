import { formatClassCode, leafClasses, parseClassCode, type LeafClass } from '#shared/domain/catalogue';

/** `四-1 学历学位类材料`: how a leaf is called in lists. */
export function labelLeaf({ code, name }: Pick<LeafClass, 'code' | 'name'>): string {
  return `${formatClassCode(code)} ${name}`;
}

/** How well a leaf answers what was typed, 0 best; undefined: not at all. Accepts codes in every spelling and new or old names. */
export function rankLeaf(leaf: LeafClass, typed: string): number | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return 1;
  if (parseClassCode(text) === leaf.code) return 0;
  if (/^[四九49][-.]?$/.test(text) && mainNumber(text) === leaf.code.split('-')[0]) return 1;
  return [leaf.name, leaf.oldName].some(name => name.normalize('NFKC').includes(text)) ? 2 : undefined;
}

function mainNumber(text: string): string {
  return /[四4]/.test(text) ? '4' : '9';
}

/** Best answers first, catalogue order among equals. */
export function searchLeaves(typed: string): readonly LeafClass[] {
  return leafClasses
    .flatMap(leaf => {
      const rank = rankLeaf(leaf, typed);
      return rank === undefined ? [] : [{ leaf, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ leaf }) => leaf);
}
