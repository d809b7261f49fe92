import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { StagedPerson, StagedVolume } from '#shared/domain/staged-volume';
import { stageLayout } from './layout/stage-layout.ts';
import type { PackageFiles } from './package-files.ts';
import type { PackageOptions } from './package-options.ts';
import { PackageRefusal } from './package-refusal.ts';
import { readPagedImage } from './paged/read-paged-image.ts';
import { mergePersons, personOfFolder } from './person-name.ts';
import { isSealed, openSealed, type SealedVolume } from './sealed/open-sealed.ts';
import { readLrmx } from './text/lrmx.ts';
import { stageWorkbook } from './workbook/stage-workbook.ts';
import { findDocuments } from './xml/find-documents.ts';
import { standardMapping } from './xml/mapping.ts';
import { stageXml } from './xml/stage-xml.ts';

export type Stager = { readonly stage: () => Promise<StagedVolume>; readonly readImage: (path: string) => Promise<Buffer> };

/** Reads one volume in whichever format it is. What it throws is a `PackageRefusal`, or no fault of the package. */
export function createStager(files: PackageFiles, options: PackageOptions): Stager {
  if (!isSealed(files)) return { stage: () => stageOpen(files, options), readImage: readPagedImage(files.read) };
  let opened: Promise<SealedVolume> | undefined;
  const open = (): Promise<SealedVolume> => (opened ??= openSealed(files, options.sealed));
  return { stage: async () => (await open()).staged, readImage: async path => (await open()).readImage(path) };
}

async function stageOpen(files: PackageFiles, { name, mappings = [standardMapping] }: PackageOptions): Promise<StagedVolume> {
  const { documents, unknown } = await findDocuments(files, mappings);
  const [document, ...others] = documents;
  const withCatalogue = document === undefined ? await stageWorkbook(files) : await stageXml(files, document);
  const staged = withCatalogue ?? (await stageLayout(files));
  const twice = others.map(({ path }): NamedProblem => ({ rule: 'P01', variant: 'two-catalogues', path, expected: document?.path ?? '' }));
  const forms = await readForms(files);
  const named = personOfFolder(name);
  return {
    ...staged,
    persons: mergePersons([...staged.persons, ...forms.persons, ...(named === null ? [] : [named])]),
    strays: staged.strays.filter(({ path }) => !forms.persons.some(({ source }) => source === path)),
    // An XML file of some other kind beside a catalogue is a stray; without any catalogue it may be the one that nobody understood.
    problems: [...staged.problems, ...twice, ...forms.problems, ...(withCatalogue === undefined ? unknown : [])],
  };
}

const maxForms = 4;

async function readForms({ files, read }: PackageFiles): Promise<{ readonly persons: readonly StagedPerson[]; readonly problems: readonly NamedProblem[] }> {
  const persons: StagedPerson[] = [];
  const problems: NamedProblem[] = [];
  for (const { path } of files.filter(file => /\.lrmx$/i.test(file.path) && !file.path.startsWith('/')).slice(0, maxForms)) {
    try {
      persons.push(readLrmx(await read(path), path));
    } catch (error) {
      if (!(error instanceof PackageRefusal)) throw error;
      problems.push(error.problem);
    }
  }
  return { persons, problems };
}
