import type { FormTemplate } from './form-template.ts';

const label = (text: string) => ({ text, isLabel: true }) as const;

/** 查（借）阅干部人事档案审批表: what was asked for and decided; room for signatures and seals. */
export const viewRequestForm: FormTemplate = {
  title: '查（借）阅干部人事档案审批表',
  widthMm: 210,
  heightMm: 297,
  pages: [
    {
      elements: [
        { kind: 'text', text: '{secrecy}', xMm: 22, yMm: 10, widthMm: 80, heightMm: 9, sizePt: 16, align: 'start', typeface: 'hei' },
        { kind: 'text', text: '查（借）阅干部人事档案审批表', xMm: 22, yMm: 20, widthMm: 166, heightMm: 14, sizePt: 20, align: 'middle', typeface: 'song-bold' },
        { kind: 'text', text: '申请单号：{number}', xMm: 22, yMm: 36, widthMm: 83, heightMm: 7, sizePt: 10.5, align: 'start', typeface: 'song' },
        { kind: 'text', text: '申请时间：{submittedAt}', xMm: 105, yMm: 36, widthMm: 83, heightMm: 7, sizePt: 10.5, align: 'end', typeface: 'song' },
        {
          kind: 'grid', xMm: 22, yMm: 44, columnsMm: [30, 53, 30, 53],
          rows: [
            { heightMm: 12, cells: [label('查阅对象'), { text: '{person}' }, label('所在单位'), { text: '{personUnit}' }] },
            { heightMm: 12, cells: [label('申请单位'), { text: '{applicantUnit}', span: 3 }] },
            { heightMm: 12, cells: [label('查档人'), { text: '{applicant}' }, label('第二查档人'), { text: '{secondReader}' }] },
            { heightMm: 12, cells: [label('查阅事由'), { text: '{purpose}' }, label('查阅方式'), { text: '{manner}' }] },
            { heightMm: 18, cells: [label('事由说明'), { text: '{reason}', span: 3 }] },
            { heightMm: 24, cells: [label('查阅内容'), { text: '{classes}', span: 3 }] },
            { heightMm: 12, cells: [label('查阅时间'), { text: '{minutes}' }, label('申请状态'), { text: '{state}' }] },
            { heightMm: 30, cells: [label('申请单位\n意见'), { text: '签字：　　　　　　　　盖章：　　　　　　　年　　月　　日', span: 3, align: 'end' }] },
            { heightMm: 40, cells: [label('审批意见'), { text: '{steps}', span: 3 }] },
            { heightMm: 30, cells: [label('管档单位\n意见'), { text: '签字：　　　　　　　　盖章：　　　　　　　年　　月　　日', span: 3, align: 'end' }] },
            { heightMm: 18, cells: [label('备注'), { text: '{note}', span: 3 }] },
          ],
        },
        { kind: 'text', text: '本表须由两名以上查档人持有；不得查阅本人及亲属的档案；不得涂改、圈划、抽取、拍摄，未经批准不得复制。', xMm: 22, yMm: 266, widthMm: 166, heightMm: 8, sizePt: 9, align: 'start', typeface: 'song' },
        { kind: 'text', text: '第 {sheet} 张 共 {sheets} 张　{printedBy}', xMm: 22, yMm: 276, widthMm: 166, heightMm: 6, sizePt: 9, align: 'end', typeface: 'song' },
      ],
    },
  ],
};
