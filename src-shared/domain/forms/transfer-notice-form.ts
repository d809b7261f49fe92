import type { FormElement, FormTemplate } from './form-template.ts';

const columns = [
  { title: '姓名', field: 'name', widthMm: 28, align: 'middle' },
  { title: '单位及职务', field: 'post', widthMm: 50, align: 'start' },
  { title: '转递原因', field: 'reason', widthMm: 34, align: 'start' },
  { title: '正本（卷）', field: 'originals', widthMm: 18, align: 'middle' },
  { title: '副本（卷）', field: 'duplicates', widthMm: 18, align: 'middle' },
  { title: '材料（份）', field: 'materials', widthMm: 18, align: 'middle' },
] as const;

type Part = { readonly yMm: number; readonly title: string; readonly lead: string; readonly foot: readonly [string, string] };

/** A third of the sheet, with its own title, the same table, and its own signatures. */
function part({ yMm, title, lead, foot }: Part): readonly FormElement[] {
  const words = (text: string, of: { readonly y: number; readonly height: number; readonly align?: 'start' | 'middle' | 'end' }): FormElement => ({ kind: 'text', text, xMm: 22, yMm: yMm + of.y, widthMm: 166, heightMm: of.height, sizePt: 10.5, align: of.align ?? 'start', typeface: 'song' });
  return [
    { kind: 'text', text: title, xMm: 22, yMm, widthMm: 166, heightMm: 10, sizePt: 16, align: 'middle', typeface: 'song-bold' },
    words('{number}', { y: 10, height: 6, align: 'end' }),
    words(lead, { y: 15.5, height: 13.5 }),
    { kind: 'list', xMm: 22, yMm: yMm + 31, list: 'persons', headMm: 8, rowMm: 11, lines: 2, columns },
    words(foot[0], { y: 63, height: 7 }),
    words(foot[1], { y: 70, height: 7, align: 'end' }),
  ];
}

const tear = (yMm: number): FormElement => ({ kind: 'line', x1Mm: 10, y1Mm: yMm, x2Mm: 200, y2Mm: yMm, isDashed: true });

/** 干部人事档案转递通知单: 存根 stays, 转递单 goes with the files, 回执 comes back at once. */
export const transferNoticeForm: FormTemplate = {
  title: '干部人事档案转递通知单',
  widthMm: 210,
  heightMm: 297,
  pages: [
    {
      elements: [
        { kind: 'text', text: '{secrecy}', xMm: 22, yMm: 5, widthMm: 60, heightMm: 9, sizePt: 16, align: 'start', typeface: 'hei' },
        ...part({ yMm: 14, title: '干部人事档案转递通知单（存根）', lead: '　　兹将{names}的人事档案正本 {originals} 卷、副本 {duplicates} 卷、材料 {materials} 份，由{fromUnit}转往{toUnit}。', foot: ['经办人：{operator}　　　　　审批人：', '{date}'] }),
        tear(99),
        ...part({ yMm: 106, title: '干部人事档案转递通知单', lead: '{toUnit}：\n　　兹将{names}的人事档案转去，请查收，并将回执尽快退回。', foot: ['发件人签名：　　　　　　　　发件机关（盖章）：{fromUnit}', '{date}'] }),
        tear(191),
        ...part({ yMm: 198, title: '干部人事档案转递通知单（回执）', lead: '{fromUnit}：\n　　你处 {date} 转来{names}的人事档案正本 {originals} 卷、副本 {duplicates} 卷、材料 {materials} 份，已全部收到，现将回执退回。', foot: ['收件人签名：　　　　　　　　收件机关（盖章）：', '　　　　年　　月　　日'] }),
        { kind: 'text', text: '通过机要交通或专人转递，不得由本人自带。', xMm: 22, yMm: 281, widthMm: 166, heightMm: 6, sizePt: 9, align: 'start', typeface: 'song' },
      ],
    },
  ],
};
