import type { ClassCode } from '#shared/domain/catalogue';
import type { NamedProblem } from '#shared/domain/import-rules/index';
import type { ImageLayer, StagedImage } from '#shared/domain/staged-volume';
import type { ContainerFile } from '../container/container.ts';
import { stageImages } from '../layout/stage-images.ts';
import { fieldText, parseCount } from '../rows/field-values.ts';
import { findClassCode } from '../rows/staged-row.ts';
import { findElements, findText, type XmlElement } from '../text/parse-xml.ts';
import type { XmlDocument } from './mapping.ts';

/** What a defect sheet could never show is not kept. */
const maxProblems = 1000;

type Declared = { readonly layer: ImageLayer; readonly element: XmlElement };
type Placed = { readonly images: readonly StagedImage[]; readonly problems: readonly NamedProblem[] };

/**
 * Puts what the XML says about each image over what folders and names say. Images that it does not name stay with the place of their
 * folder, for the rules to find; a name without its file is a problem, for its digest was promised.
 */
export function placeDeclaredImages(files: readonly ContainerFile[], document: XmlDocument): Placed {
  const { root, mapping } = document;
  const images = new Map(stageImages(files).map(image => [image.path, image]));
  const finder = createFinder([...images.values()], document.path);
  const taken = new Set<string>();
  const problems: NamedProblem[] = [];
  const layers: readonly ImageLayer[] = ['original', 'optimised'];
  const declared = layers.flatMap(layer => findElements(root, mapping.layers[layer]).flatMap(part => findElements(part, mapping.image.element)).map((element): Declared => ({ layer, element })));
  for (const each of declared) {
    const given = findText(each.element, mapping.image.fields.path).replaceAll('\\', '/').replace(/^\.?\//, '');
    const image = finder({ given, layer: each.layer, classCode: findClassCode(findText(each.element, mapping.image.fields.class)) });
    if (image === undefined) problems.push({ rule: 'P01', variant: 'missing-file', path: fieldText(given) });
    else if (taken.has(image.path)) problems.push({ rule: 'P01', variant: 'listed-twice', path: image.path });
    else images.set(image.path, placeImage(image, each, document));
    if (image !== undefined) taken.add(image.path);
  }
  return { images: [...images.values()], problems: problems.slice(0, maxProblems) };
}

function placeImage(image: StagedImage, { layer, element }: Declared, { mapping: { image: { fields } } }: XmlDocument): StagedImage {
  const rawClass = findText(element, fields.class);
  const sequence = parseCount(findText(element, fields.sequence)) ?? image.sequence;
  const page = parseCount(findText(element, fields.page)) ?? image.page;
  const digest = digestOf(findText(element, fields.digest), findText(element, fields.algorithm));
  const place = rawClass === '' ? {} : { rawClass, classCode: findClassCode(rawClass) };
  return { ...image, ...place, layer, sequence, page, isNameKnown: image.isNameKnown || (sequence !== null && page !== null), declaredDigest: digest };
}

/** Without a named algorithm the length tells: 64 digits are SHA-256, 32 MD5. */
function digestOf(text: string, algorithm: string): StagedImage['declaredDigest'] {
  const value = text.replace(/[\s:]/g, '').toLowerCase();
  if (!/^([0-9a-f]{32}|[0-9a-f]{64})$/.test(value)) return null;
  if (value.length === 32) return { algorithm: 'md5', value };
  return { algorithm: /sm3/i.test(algorithm) ? 'sm3' : 'sha256', value };
}

type Claim = { readonly given: string; readonly layer: ImageLayer; readonly classCode: ClassCode | null };

/** By the path from the XML file or from the volume; else by its end, if one file alone ends so, or one of that layer and class. */
function createFinder(images: readonly StagedImage[], xmlPath: string): (claim: Claim) => StagedImage | undefined {
  const byPath = new Map(images.map(image => [fold(image.path), image]));
  const folder = xmlPath.slice(0, xmlPath.lastIndexOf('/') + 1);
  const byEnd = new Map<string, StagedImage[]>();
  for (const image of images) {
    for (const end of endsOf(fold(image.path))) {
      const ending = byEnd.get(end);
      if (ending === undefined) byEnd.set(end, [image]);
      else ending.push(image);
    }
  }
  return ({ given, layer, classCode }) => {
    const exact = byPath.get(fold(folder + given)) ?? byPath.get(fold(given));
    if (exact !== undefined) return exact;
    const ending = byEnd.get(fold(given)) ?? [];
    const fitting = ending.length === 1 ? ending : ending.filter(image => image.layer === layer && (classCode === null || image.classCode === classCode));
    return fitting.length === 1 ? fitting[0] : undefined;
  };
}

const fold = (path: string): string => path.normalize('NFC').toLowerCase();

function endsOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(index).join('/'));
}
