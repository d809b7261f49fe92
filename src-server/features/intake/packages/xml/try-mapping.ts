import type { z } from 'zod';
import type { MappingPreview } from '#shared/domain/xml-mapping';
import { parseXml, findElements, findText } from '../text/parse-xml.ts';
import { personsOf, rowsOf } from './stage-xml.ts';
import type { XmlMapping } from './mapping.ts';

const sampleName = 'sample.xml';
const shownRows = 20;
const shownPersons = 5;

/** What a mapping makes of one XML file, without any of its images. Throws a `PackageRefusal` for a file that cannot be read. */
export function tryMapping(mapping: XmlMapping, xml: string): z.input<typeof MappingPreview> {
  const root = parseXml(Buffer.from(xml), sampleName);
  const document = { path: sampleName, root, mapping };
  const rows = rowsOf(document);
  const imagesOf = (layer: 'original' | 'optimised') => findElements(root, mapping.layers[layer]).flatMap(part => findElements(part, mapping.image.element));
  const [original, optimised] = [imagesOf('original'), imagesOf('optimised')];
  return {
    root: root.name.slice(0, 100),
    isRootKnown: mapping.root.includes(root.name),
    persons: personsOf(document).slice(0, shownPersons).map(({ name, idNumber, archiveNumber, bornOn }) => ({ name, idNumber, archiveNumber, bornOn })),
    rowCount: rows.length,
    rows: rows.slice(0, shownRows).map(({ rawClass, classCode, rawSequence, name, formedOn, rawPageCount }) => ({ rawClass, classCode, sequence: rawSequence, name, formedOn, pages: rawPageCount })),
    images: { original: original.length, optimised: optimised.length, withDigest: [...original, ...optimised].filter(element => findText(element, mapping.image.fields.digest) !== '').length },
  };
}
