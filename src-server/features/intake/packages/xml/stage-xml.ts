import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { StagedPerson, StagedRow, StagedVolume } from '#shared/domain/staged-volume';
import { strayOf } from '../file-kinds.ts';
import type { PackageFiles } from '../package-files.ts';
import { splitDocuments } from '../paged/split-documents.ts';
import { mergePersons, stagedPerson } from '../person-name.ts';
import { fieldOrNull, fieldText, joinDate, normaliseDate, parseGender, parseSecrecy } from '../rows/field-values.ts';
import { stagedRow } from '../rows/staged-row.ts';
import { findElements, findText, type XmlElement } from '../text/parse-xml.ts';
import type { XmlDocument, XmlMapping } from './mapping.ts';
import { placeDeclaredImages } from './declared-images.ts';

/** Persons, catalogue and both image layers as one XML file names them. */
export async function stageXml({ files, read }: PackageFiles, document: XmlDocument): Promise<StagedVolume> {
  const { path, root, mapping } = document;
  const persons = personsOf(document);
  const placed = placeDeclaredImages(files, document);
  const { images, problems } = await splitDocuments(placed.images, read);
  return {
    format: 'xml',
    persons,
    secrecy: parseSecrecy(findText(root, mapping.secrecy.level), findText(root, mapping.secrecy.years)),
    rows: rowsOf(document),
    hasCatalogue: true,
    images,
    strays: files.filter(file => file.path !== path).flatMap(file => strayOf(file) ?? []),
    problems: [...requireOnePerson(persons, path), ...placed.problems, ...problems],
  };
}

export const personsOf = (document: XmlDocument): readonly StagedPerson[] => mergePersons(findElements(document.root, document.mapping.person.element).map(element => personOf(element, document)));

function requireOnePerson(persons: readonly StagedPerson[], path: string): readonly NamedProblem[] {
  if (persons.length === 1) return [];
  const found = persons.map(({ name, idNumber }) => [name, idNumber].filter(Boolean).join(' ')).join(', ');
  return [persons.length === 0 ? { rule: 'P03', variant: 'no-person', path } : { rule: 'P03', variant: 'two-persons', path, expected: '1', found: fieldText(found) }];
}

function personOf(element: XmlElement, { path, mapping: { person } }: XmlDocument): StagedPerson {
  const { fields } = person;
  const text = (names: readonly string[]): string | null => fieldOrNull(findText(element, names));
  const date = (names: readonly string[]): string | null => normaliseDate(findText(element, names)) || null;
  return stagedPerson(path, {
    name: text(fields.name) ?? '',
    idNumber: text(fields.idNumber)?.toUpperCase() ?? null,
    archiveNumber: text(fields.archiveNumber),
    gender: parseGender(findText(element, fields.gender)),
    bornOn: date(fields.bornOn),
    ethnicity: text(fields.ethnicity),
    nativePlace: text(fields.nativePlace),
    politicalStatus: text(fields.politicalStatus),
    workStartedOn: date(fields.workStartedOn),
    unitName: text(fields.unitName),
    post: text(fields.post),
  });
}

export function rowsOf({ path, root, mapping: { catalogue } }: XmlDocument): readonly StagedRow[] {
  const rows = findElements(root, catalogue.element).flatMap(element => element.children.flatMap(child => classedRows(child, catalogue, '')));
  return rows.map(({ element, inherited }, index) => {
    const text = (names: readonly string[]): string => findText(element, names);
    const { fields } = catalogue;
    const parts = [fields.year, fields.month, fields.day].map(text);
    return stagedRow({
      source: `${path} 第 ${String(index + 1)} 条`,
      rawClass: text(fields.class) || inherited,
      rawSequence: text(fields.sequence),
      name: text(fields.name),
      formedOn: parts[0] === '' ? normaliseDate(text(fields.formedOn)) : joinDate(parts),
      rawPageCount: text(fields.pages),
      copies: text(fields.copies),
      remark: text(fields.remark),
      heading: null,
    });
  });
}

type ClassedRow = { readonly element: XmlElement; readonly inherited: string };

/** Rows may lie in an element of their class, which then says it for all of them. */
function classedRows(element: XmlElement, catalogue: XmlMapping['catalogue'], inherited: string): readonly ClassedRow[] {
  if (catalogue.row.includes(element.name)) return [{ element, inherited }];
  const own = catalogue.fields.class.map(name => element.attributes.get(name) ?? '').find(text => text !== '') ?? inherited;
  return element.children.flatMap(child => classedRows(child, catalogue, own));
}
