import type { FormElement, FormTemplate } from './form-template.ts';

const bars = (yMm: number): FormElement => ({ kind: 'barcode', text: '{barcode}', xMm: 20, yMm, widthMm: 170, heightMm: 28 });

/** 分隔页, one for each material of a stack: bars at both ends, so that it is read however it lies in the feeder; words for whoever lays it there. */
export const separatorForm: FormTemplate = {
  title: '分隔页',
  widthMm: 210,
  heightMm: 297,
  pages: [
    {
      each: 'sheets',
      elements: [
        { kind: 'text', text: '{secrecy}', xMm: 22, yMm: 10, widthMm: 80, heightMm: 9, sizePt: 16, align: 'start', typeface: 'hei' },
        bars(24),
        { kind: 'text', text: '分隔页', xMm: 20, yMm: 72, widthMm: 170, heightMm: 12, sizePt: 18, align: 'middle', typeface: 'song' },
        { kind: 'text', text: '{number}', xMm: 20, yMm: 92, widthMm: 170, heightMm: 34, sizePt: 72, align: 'middle', typeface: 'hei-bold' },
        { kind: 'text', text: '{name}', xMm: 20, yMm: 132, widthMm: 170, heightMm: 26, sizePt: 26, align: 'middle', typeface: 'hei-bold' },
        { kind: 'text', text: '{count}', xMm: 20, yMm: 162, widthMm: 170, heightMm: 12, sizePt: 18, align: 'middle', typeface: 'song' },
        { kind: 'text', text: '{owner}', xMm: 20, yMm: 180, widthMm: 170, heightMm: 12, sizePt: 16, align: 'middle', typeface: 'song' },
        { kind: 'text', text: '{use}', xMm: 20, yMm: 204, widthMm: 170, heightMm: 18, sizePt: 14, align: 'middle', typeface: 'song' },
        bars(238),
        { kind: 'text', text: '{printedBy}　第 {sheet} 张 共 {sheets} 张', xMm: 22, yMm: 280, widthMm: 166, heightMm: 6, sizePt: 9, align: 'end', typeface: 'song' },
      ],
    },
  ],
};
