import { z } from 'zod';
import type { XmlElement } from '../text/parse-xml.ts';
import standard from './standard-mapping.json' with { type: 'json' };

/** Names of an element or an attribute, all of which are taken. */
const Names = z.array(z.string().min(1)).min(1).readonly();

/**
 * Where an XML package says what. The text of 组通字〔2010〕61号 was not at hand and suppliers differ: so the names are data, not
 * program. A field is looked for as an attribute of its element or as an element anywhere below it.
 */
export const XmlMapping = z.strictObject({
  title: z.string(),
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

/** 数字档案 with 人员基本信息, 目录信息, 原始图像数据 and 优化图像数据. */
export const standardMapping: XmlMapping = XmlMapping.parse(standard);

/** A mapping that an administrator brings; throws what zod throws. */
export function readMapping(json: string): XmlMapping {
  return XmlMapping.parse(JSON.parse(json));
}

/** An XML file that was read, with the mapping that its root fits. */
export type XmlDocument = { readonly path: string; readonly root: XmlElement; readonly mapping: XmlMapping };
