import type { ClassCode } from './catalogue.ts';
import type { ImageFacts } from './image-facts.ts';
import type { Gender } from './person.ts';
import type { Secrecy } from './secrecy.ts';

/**
 * `layout`: class folders with images (`4-1.学历学位材料/0201.jpg`). `workbook`: the same with a catalogue in Excel. `xml`: persons,
 * catalogue and both layers named by one XML file. `sealed`: DangLian's own package.
 */
export const packageFormats = ['layout', 'workbook', 'xml', 'sealed'] as const;
export type PackageFormat = (typeof packageFormats)[number];

export type ImageLayer = 'original' | 'optimised';

/** What is wrong with a package before its content can be looked at; each becomes a finding of the rule it names. */
export type PackageProblem = {
  readonly rule: 'P01' | 'P02' | 'P03' | 'P06' | 'S01';
  /** Key of the message below the rule: `path-traversal`, `too-large`, `not-well-formed`, `two-persons`, … */
  readonly variant: string;
  readonly path?: string;
  readonly expected?: string;
  readonly found?: string;
};

/** As the package writes it; nothing is parsed away, so that a finding can quote it. */
export type StagedPerson = {
  readonly name: string;
  readonly idNumber: string | null;
  readonly archiveNumber: string | null;
  readonly gender: Gender | null;
  /** YYYY, YYYYMM or YYYYMMDD, not yet proved. */
  readonly bornOn: string | null;
  readonly ethnicity: string | null;
  readonly nativePlace: string | null;
  readonly politicalStatus: string | null;
  readonly workStartedOn: string | null;
  readonly unitName: string | null;
  readonly post: string | null;
  /** Where this was read: a file inside the package, or its name. */
  readonly source: string;
};

/** One row of the catalogue (目录) as the package writes it, with what could be parsed of it. */
export type StagedRow = {
  /** Where it stands: `目录.xlsx 第 12 行`. */
  readonly source: string;
  readonly rawClass: string;
  readonly classCode: ClassCode | null;
  readonly rawSequence: string;
  readonly sequence: number | null;
  readonly name: string;
  /** Digits only where it could be normalised, else as written; empty: undated. */
  readonly formedOn: string;
  readonly rawPageCount: string;
  readonly pageCount: number | null;
  /** 份数, of the catalogue before 2012. */
  readonly copies: number | null;
  readonly remark: string;
  /** The class name that the heading above it or its folder gives; null when there is none. */
  readonly heading: string | null;
};

/** One image file and the place it claims. */
export type StagedImage = {
  /** Inside the package, with `/`; for a page of a PDF or TIFF the file, with its page behind `#`. */
  readonly path: string;
  readonly layer: ImageLayer;
  readonly rawClass: string;
  readonly classCode: ClassCode | null;
  readonly folderName: string | null;
  readonly sequence: number | null;
  readonly page: number | null;
  /** False when the name follows no pattern that is known. */
  readonly isNameKnown: boolean;
  readonly bytes: number;
  /** SHA-256 (or the digest that `algorithm` names) that the package declares for it. */
  readonly declaredDigest: { readonly algorithm: 'sha256' | 'sm3' | 'md5'; readonly value: string } | null;
  /** SHA-256 of the PDF or TIFF that this page was taken from. */
  readonly documentDigest?: string;
};

export type Stray = { readonly path: string; readonly kind: 'junk' | 'unknown' | 'executable'; readonly bytes: number };

/** One volume as a reader found it in a package; nothing of it has been checked. */
export type StagedVolume = {
  readonly format: PackageFormat;
  readonly persons: readonly StagedPerson[];
  /** Null where the package carries none. */
  readonly secrecy: Secrecy | null;
  readonly rows: readonly StagedRow[];
  /** False when the package has no catalogue of its own: the one that the data centre knows is taken. */
  readonly hasCatalogue: boolean;
  readonly images: readonly StagedImage[];
  readonly strays: readonly Stray[];
  readonly problems: readonly PackageProblem[];
};

/** A staged image with what was measured on it. */
export type CheckedImage = StagedImage & { readonly facts: ImageFacts };
