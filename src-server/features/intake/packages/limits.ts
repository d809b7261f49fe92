const mebibyte = 2 ** 20;

/** What one zip may ask of us. Sizes are those of the inflated content: what the directory claims is held against what comes out. */
export type ContainerLimits = {
  readonly maxEntries: number;
  readonly maxNameBytes: number;
  readonly maxDepth: number;
  /** Of one file; it is held in memory while it is read. */
  readonly maxEntryBytes: number;
  readonly maxTotalBytes: number;
  /** Inflated to packed, asked of whatever is larger than `ratioFromBytes`. */
  readonly maxRatio: number;
  readonly ratioFromBytes: number;
};

/** A whole delivery: scans hardly shrink, so a ratio of 200 is far beyond every honest one. */
export const containerLimits: ContainerLimits = {
  maxEntries: 60_000,
  maxNameBytes: 1000,
  maxDepth: 12,
  maxEntryBytes: 128 * mebibyte,
  maxTotalBytes: 8 * 1024 * mebibyte,
  maxRatio: 200,
  ratioFromBytes: mebibyte,
};

/** A workbook is a zip of XML, which shrinks well; its library reads it whole. */
export const workbookLimits: ContainerLimits = {
  maxEntries: 500,
  maxNameBytes: 300,
  maxDepth: 8,
  maxEntryBytes: 24 * mebibyte,
  maxTotalBytes: 32 * mebibyte,
  maxRatio: 500,
  ratioFromBytes: mebibyte,
};

export const textLimits = {
  /** A catalogue of 500 materials with 4,000 pages in two layers stays below 3 MB. */
  maxXmlBytes: 16 * mebibyte,
  maxXmlDepth: 24,
  maxXmlElements: 400_000,
  /** A form with its photo in base64. */
  maxFormBytes: 8 * mebibyte,
  maxWorkbookBytes: 8 * mebibyte,
  /** Cells of one sheet, empty ones between filled ones counted. */
  maxCells: 400_000,
  maxRows: 20_000,
  /** Of one field; what is longer is cut and ends in `…`. */
  maxFieldLength: 2000,
} as const;

export const pagedLimits = {
  maxPages: 400,
  /** Pixels of one page at `dpi`. */
  maxPixels: 80e6,
  dpi: 300,
  timeoutMs: 60_000,
  /** Address space of a child that reads a PDF. */
  maxMemoryBytes: 1024 * mebibyte,
  maxOutputBytes: 80 * mebibyte,
} as const;
