import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { StagedRow, StagedVolume } from '#shared/domain/staged-volume';
import { strayOf } from '../file-kinds.ts';
import { stageLayout } from '../layout/stage-layout.ts';
import type { PackageFiles } from '../package-files.ts';
import { mergePersons } from '../person-name.ts';
import { readCatalogueSheet } from './catalogue-sheet.ts';
import { readPersonSheet, type PersonSheet } from './person-sheet.ts';
import { readWorkbook, type Sheet } from './read-workbook.ts';

type Workbook = { readonly path: string; readonly sheets: readonly Sheet[]; readonly rows: readonly StagedRow[] };

/** Class folders with a catalogue in Excel. Undefined when no workbook of the volume is a catalogue. */
export async function stageWorkbook(files: PackageFiles): Promise<StagedVolume | undefined> {
  const catalogues = await readCatalogues(files);
  const [first, ...others] = catalogues;
  if (first === undefined) return stageUnread(files);
  const layout = await stageLayout(files);
  const people = first.sheets.map(sheet => (readCatalogueSheet(sheet, first.path) === undefined ? readPersonSheet(sheet, first.path) : nobody));
  return {
    ...layout,
    format: 'workbook',
    persons: mergePersons(people.flatMap(({ persons }) => persons)),
    secrecy: people.find(({ secrecy }) => secrecy !== null)?.secrecy ?? null,
    rows: first.rows,
    hasCatalogue: true,
    strays: layout.strays.filter(({ path }) => path !== first.path),
    problems: [...layout.problems, ...others.map(({ path }): NamedProblem => ({ rule: 'P01', variant: 'two-catalogues', path, expected: first.path }))],
  };
}

const nobody: PersonSheet = { persons: [], secrecy: null };
/** A volume has one catalogue; a few other tables may lie beside it. */
const maxWorkbooks = 8;

async function readCatalogues({ files, read }: PackageFiles): Promise<readonly Workbook[]> {
  const paths = files.map(({ path }) => path).filter(path => /\.xlsx$/i.test(path) && !path.startsWith('/') && strayOf({ path, bytes: 0 })?.kind !== 'junk');
  const found: Workbook[] = [];
  for (const path of paths.slice(0, maxWorkbooks)) {
    const sheets = await readWorkbook(await read(path), path);
    const rows = sheets.map(sheet => readCatalogueSheet(sheet, path)).filter(each => each !== undefined);
    if (rows.length > 0) found.push({ path, sheets, rows: rows.flat() });
  }
  return found;
}

/** A catalogue that nobody can read must not pass for none at all: an old workbook, or one that is called 目录 and has no titles. */
async function stageUnread(files: PackageFiles): Promise<StagedVolume | undefined> {
  const paths = files.files.map(({ path }) => path).filter(path => !path.startsWith('/'));
  const old = paths.find(path => /\.(xls|et)$/i.test(path));
  const untitled = paths.find(path => /(目录|catalog)[^/]*\.xlsx$/i.test(path));
  if (old === undefined && untitled === undefined) return undefined;
  const problem: NamedProblem =
    old === undefined
      ? { rule: 'P01', variant: 'catalogue-unreadable', path: untitled ?? '', found: '材料名称 / 页数 ?' }
      : { rule: 'P01', variant: 'catalogue-old-format', path: old, expected: '.xlsx', found: old.slice(old.lastIndexOf('.')) };
  const layout = await stageLayout(files);
  return { ...layout, problems: [...layout.problems, problem] };
}
