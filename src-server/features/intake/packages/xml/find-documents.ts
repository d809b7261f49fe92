import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { PackageFiles } from '../package-files.ts';
import { parseXml } from '../text/parse-xml.ts';
import type { XmlDocument, XmlMapping } from './mapping.ts';

type Found = { readonly documents: readonly XmlDocument[]; readonly unknown: readonly NamedProblem[] };

/** A package has one or two XML files near its top; more are looked at no further. */
const maxDocuments = 6;
const maxFolders = 2;

/** The XML files of a volume whose root a mapping knows. Throws a `PackageRefusal` (P02) for one that cannot be read. */
export async function findDocuments({ files, read }: PackageFiles, mappings: readonly XmlMapping[]): Promise<Found> {
  const paths = files.map(({ path }) => path).filter(path => /\.xml$/i.test(path) && !path.startsWith('/') && path.split('/').length <= maxFolders + 1);
  const documents: XmlDocument[] = [];
  const unknown: NamedProblem[] = [];
  for (const path of paths.slice(0, maxDocuments)) {
    const root = parseXml(await read(path), path);
    const mapping = mappings.find(each => each.root.includes(root.name));
    if (mapping === undefined) unknown.push({ rule: 'P02', variant: 'wrong-root', path, expected: mappings.flatMap(each => each.root).join(', '), found: root.name.slice(0, 100) });
    else documents.push({ path, root, mapping });
  }
  return { documents, unknown };
}
