import { writeCatalogue, type CatalogueTemplate, type WrittenRow } from './write-catalogue.ts';

const example: WrittenRow = { classCode: '1', sequence: 1, name: '干部履历表（示例，请改写）', formedOn: '199906', pageCount: 8, copies: 1, remark: '复印件' };

const common: readonly string[] = [
  '一、本表与扫描图像放在同一个文件夹中：每类一个文件夹（如 4-1.学历学位类材料），图像名为两位材料序号加页码（如 0203.jpg 为第 2 份材料第 3 页）。',
  '二、材料名称按材料题目填写，没有题目的自拟；时间按材料落款填写，有几个时间的以最晚的为准，缺月、日的留空。',
  '三、页数为材料编有页码的面数，必须与图像张数一致。',
  '四、第 1 行示例请改写或删除；表头、工作表名称请勿改动；密级写作“秘密★10年”。',
];

const own: Readonly<Record<CatalogueTemplate, string>> = {
  'since-2012': '五、每类材料填在该类标题行之下（标题行勿删），序号在每类之内从 1 起连续编写。',
  'before-2012': '五、类号写作“类-序号”或“类-小类-序号”（如 1-1、4-1-2）；份数填写本份材料的份数。',
};

/** An empty catalogue to fill in, with one example and hints; our reader reads it back as it is. */
export function makeCatalogueTemplate(template: CatalogueTemplate): Promise<Buffer> {
  const person = { name: '', idNumber: '', archiveNumber: '' };
  return writeCatalogue(template, { rows: [example], person, secrecy: { level: 'secret', years: 10 } }, [...common, own[template]]);
}
