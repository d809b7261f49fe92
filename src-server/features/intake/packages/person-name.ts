import type { StagedPerson } from '#shared/domain/staged-volume';

type Known = Partial<Omit<StagedPerson, 'source'>>;

/** A person of whom nothing is known but what is given. */
export function stagedPerson(source: string, known: Known): StagedPerson {
  return {
    name: '', idNumber: null, archiveNumber: null, gender: null, bornOn: null, ethnicity: null, nativePlace: null, politicalStatus: null,
    workStartedOn: null, unitName: null, post: null, ...known, source,
  };
}

const volumeFolder = /^(正本|副本|正卷|副卷|档案|数字档案)$/u;
const han = /^[\p{Script=Han}·•]{2,20}$/u;
const idNumber = /^(\d{17}[\dX]|\d{15})$/i;
/** Four characters at least: what is shorter is a number in a list. */
const archiveNumber = /^(?=.*\d)[\w-]{4,30}$/;
const scriptEdge = /(?<=\p{Script=Han})(?=[\da-z])|(?<=[\da-z])(?=\p{Script=Han})/giu;

/** `张三_150202198703120015`, `张三（G1024）`, `012张三`: the person whom the folder of a volume, or its file, is called after. */
export function personOfFolder(path: string): StagedPerson | null {
  const folder = path.split('/').findLast(segment => segment !== '' && !volumeFolder.test(segment.trim()));
  if (folder === undefined) return null;
  const words = folder.normalize('NFKC').replace(scriptEdge, ' ').split(/[\s_()\[\]【】,，、+=]+|(?<=\p{Script=Han})-/u);
  const name = words.find(word => han.test(word)) ?? '';
  const id = words.find(word => idNumber.test(word))?.toUpperCase() ?? null;
  const archive = words.find(word => archiveNumber.test(word) && !idNumber.test(word)) ?? null;
  return name === '' && id === null && archive === null ? null : stagedPerson(folder, { name, idNumber: id, archiveNumber: archive });
}

/** More than one is wrong already; a list of thousands is not compared name by name. */
const maxPersons = 50;

const fields = ['idNumber', 'archiveNumber', 'gender', 'bornOn', 'ethnicity', 'nativePlace', 'politicalStatus', 'workStartedOn', 'unitName', 'post'] as const;

/**
 * One person of all that speak of the same one: sources that contradict each other in anything stay apart, for a rule to see. Where one
 * source is silent another one is heard; earlier sources come first.
 */
export function mergePersons(persons: readonly StagedPerson[]): readonly StagedPerson[] {
  return persons.slice(0, maxPersons).reduce<readonly StagedPerson[]>((merged, person) => {
    const at = merged.findIndex(other => agrees(other, person));
    const other = merged[at];
    return other === undefined ? [...merged, person] : merged.with(at, join(other, person));
  }, []);
}

function agrees(a: StagedPerson, b: StagedPerson): boolean {
  const isSameName = a.name === b.name || a.name === '' || b.name === '';
  return isSameName && fields.every(field => a[field] === null || b[field] === null || a[field] === b[field]);
}

function join(a: StagedPerson, b: StagedPerson): StagedPerson {
  const silent = Object.fromEntries(fields.filter(field => a[field] === null).map(field => [field, b[field]]));
  return { ...a, ...silent, name: a.name || b.name, source: `${a.source}; ${b.source}` };
}
