import type { FormColumn, FormElement, FormPage, FormTemplate } from './form-template.ts';

const head = (title: string): readonly FormElement[] => [
  { kind: 'text', text: '{secrecy}', xMm: 15, yMm: 10, widthMm: 60, heightMm: 9, sizePt: 16, align: 'start', typeface: 'hei' },
  { kind: 'text', text: title, xMm: 15, yMm: 16, widthMm: 267, heightMm: 12, sizePt: 18, align: 'middle', typeface: 'song-bold' },
  { kind: 'text', text: '{unit}　共 {count} 件', xMm: 15, yMm: 29, widthMm: 267, heightMm: 6, sizePt: 10.5, align: 'start', typeface: 'song' },
  { kind: 'text', text: '{printedBy}　第 {sheet} 张 共 {sheets} 张', xMm: 15, yMm: 196, widthMm: 267, heightMm: 6, sizePt: 9, align: 'end', typeface: 'song' },
];

const start = (title: string, field: string, widthMm: number): FormColumn => ({ title, field, widthMm, align: 'start' });
const middle = (title: string, field: string, widthMm: number): FormColumn => ({ title, field, widthMm, align: 'middle' });

const page = (title: string, of: { readonly list: string; readonly columns: readonly FormColumn[] }): FormPage => ({
  elements: [...head(title), { kind: 'list', xMm: 15, yMm: 36, list: of.list, headMm: 10, rowMm: 12, lines: 12, columns: of.columns }],
});

const entries = [start('编号', 'number', 34), middle('类型', 'kind', 18), start('序列号', 'serialNumber', 28), middle('密级', 'secrecy', 25), start('内容', 'contents', 50), middle('卷', 'volumes', 12), middle('人', 'persons', 12), start('审批号', 'approvalNumber', 32), middle('状态', 'state', 18), start('批次', 'batches', 38)];
const moves = [start('编号', 'number', 34), middle('去向', 'to', 20), middle('时间', 'at', 34), middle('移交人', 'handedBy', 24), middle('接收人', 'receivedBy', 24), middle('监交人', 'witness', 24), start('地点', 'place', 38), middle('柜号', 'cabinet', 19), start('备注', 'note', 50)];

/** 介质交接登记簿: every medium of the unit, and each hand-over. */
export const mediaRegisterForm: FormTemplate = {
  title: '介质交接登记簿',
  widthMm: 297,
  heightMm: 210,
  pages: [page('介质登记簿', { list: 'media', columns: entries }), { ...page('介质交接登记簿', { list: 'moves', columns: moves }), onlyWith: 'moves' }],
};
