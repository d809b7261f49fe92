import { z } from 'zod';

/** Names of an element or an attribute, all of which are taken. */
const Names = z.array(z.string().trim().min(1).max(60)).min(1).max(20).readonly();

/**
 * Where an XML package says what. The text of 组通字〔2010〕61号 was not at hand and suppliers differ: so the names are data, not
 * program. A field is looked for as an attribute of its element or as an element anywhere below it.
 */
export const XmlMapping = z.strictObject({
  title: z.string().max(200),
  root: Names,
  secrecy: z.strictObject({ level: Names, years: Names }),
  person: z.strictObject({
    element: Names,
    fields: z.strictObject({
      name: Names, idNumber: Names, archiveNumber: Names, gender: Names, bornOn: Names, ethnicity: Names, nativePlace: Names,
      politicalStatus: Names, workStartedOn: Names, unitName: Names, post: Names,
    }),
  }),
  catalogue: z.strictObject({
    element: Names,
    row: Names,
    fields: z.strictObject({ class: Names, sequence: Names, name: Names, formedOn: Names, year: Names, month: Names, day: Names, pages: Names, copies: Names, remark: Names }),
  }),
  layers: z.strictObject({ original: Names, optimised: Names }),
  image: z.strictObject({
    element: Names,
    fields: z.strictObject({ path: Names, class: Names, sequence: Names, page: Names, digest: Names, algorithm: Names }),
  }),
});
export type XmlMapping = z.infer<typeof XmlMapping>;

/** Under which a unit keeps it: mostly the supplier's. */
export const MappingName = z.string().trim().min(1).max(40);

/** A mapping of a unit in its latest version. */
export const UnitMapping = z.object({
  name: MappingName,
  version: z.int().positive(),
  mapping: XmlMapping,
  reason: z.string(),
  setBy: z.string(),
  setAt: z.iso.datetime(),
});
export type UnitMapping = z.infer<typeof UnitMapping>;

/** Of a sample no more is read; a catalogue of one person has some ten thousand characters. */
export const maxSampleCharacters = 400_000;

/** What a mapping makes of a sample, and what it did not find in it. */
export const MappingPreview = z.object({
  root: z.string(),
  isRootKnown: z.boolean(),
  persons: z.array(z.object({ name: z.string(), idNumber: z.string().nullable(), archiveNumber: z.string().nullable(), bornOn: z.string().nullable() })).readonly(),
  rowCount: z.int().nonnegative(),
  rows: z.array(z.object({ rawClass: z.string(), classCode: z.string().nullable(), sequence: z.string(), name: z.string(), formedOn: z.string(), pages: z.string() })).readonly(),
  images: z.object({ original: z.int().nonnegative(), optimised: z.int().nonnegative(), withDigest: z.int().nonnegative() }),
});
export type MappingPreview = z.infer<typeof MappingPreview>;
