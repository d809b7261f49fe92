import { XmlMapping } from '#shared/domain/xml-mapping';
import type { XmlElement } from '../text/parse-xml.ts';
import standard from './standard-mapping.json' with { type: 'json' };

export type { XmlMapping } from '#shared/domain/xml-mapping';

/** 数字档案 with 人员基本信息, 目录信息, 原始图像数据 and 优化图像数据. */
export const standardMapping: XmlMapping = XmlMapping.parse(standard);

/** An XML file that was read, with the mapping that its root fits. */
export type XmlDocument = { readonly path: string; readonly root: XmlElement; readonly mapping: XmlMapping };
