import type { SealedOpening } from './sealed/open-sealed.ts';
import type { XmlMapping } from './xml/mapping.ts';

export type PackageOptions = {
  /** As it was offered: a folder's or a file's name; it may name the person. */
  readonly name: string;
  /** For XML packages, the first whose root fits; by default the standard one alone. */
  readonly mappings?: readonly XmlMapping[];
  /** Without it a sealed package is refused. */
  readonly sealed?: SealedOpening;
};
