import { classCodes, classPosition, formatClassCode, mainClasses, type ClassCode } from '#shared/domain/catalogue';

/** `四 全部` is shorter than naming four leaves: whole main classes are named by their numeral, parts by the leaf. */
export function summariseClasses(chosen: readonly ClassCode[]): readonly string[] {
  return mainClasses.flatMap(main => {
    const here = main.leaves.filter(({ code }) => chosen.includes(code)).map(({ code }) => code);
    if (here.length === 0) return [];
    if (here.length === main.leaves.length && here[0] !== undefined) return [formatClassCode(here[0]).slice(0, 1)];
    return here.map(formatClassCode);
  });
}

export function hasAllClasses(chosen: readonly ClassCode[]): boolean {
  return classCodes.every(code => chosen.includes(code));
}

export function sortClasses(chosen: readonly ClassCode[]): readonly ClassCode[] {
  return [...new Set(chosen)].sort((a, b) => classPosition(a) - classPosition(b));
}
