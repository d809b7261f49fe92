import { StripTemplateId, type StripField, type StripTemplateRecord } from './spine-strip.ts';

/** Ids that never change: a unit's own version of one of these is stored under the same id. */
const ids = { thin: '5d1c7f00-0000-4000-8000-000000000025', middle: '5d1c7f00-0000-4000-8000-000000000035', thick: '5d1c7f00-0000-4000-8000-000000000045', label: '5d1c7f00-0000-4000-8000-000000000065' } as const;

const lengthMm = 310;

/** From top to bottom: copy, title, name, volume, unit, number, barcode that opens the volume; of a width that leaves 2 mm free at each side. */
function spineFields(widthMm: number): StripField[] {
  const inner = Math.round((widthMm - 4) * 10) / 10;
  const column = (content: StripField['content'], yMm: number, rest: Partial<StripField>): StripField => ({
    ...{ content, text: '', direction: 'down', xMm: 2, yMm, widthMm: inner, heightMm: 20, sizeMm: 5, leastMm: 3.2, typeface: 'song-bold', ink: 'black', latin: 'upright', align: 'spread' },
    ...rest,
  });
  const nameMm = Math.min(inner, 20);
  return [
    column('copy', 8, { direction: 'across', heightMm: 8, sizeMm: Math.min(8, inner / 2), leastMm: 4, typeface: 'song-bold', ink: 'spot-red' }),
    column('text', 20, { text: '干部人事档案', heightMm: 62, sizeMm: Math.min(inner, 9), typeface: 'kai', ink: 'spot-red' }),
    column('name', 88, { heightMm: 84, sizeMm: nameMm, leastMm: 4, typeface: 'hei-bold' }),
    column('volume', 176, { heightMm: 34, sizeMm: 4.5, align: 'middle' }),
    column('unit', 184, { heightMm: 64, sizeMm: 5, leastMm: 2.6, typeface: 'song', align: 'middle' }),
    column('archive-number', 249, { direction: 'across', heightMm: 5, sizeMm: 4, leastMm: 2, typeface: 'hei-bold', align: 'middle' }),
    column('volume-barcode', 255, { heightMm: 51, widthMm: Math.min(inner, 14), xMm: Math.round((widthMm - Math.min(inner, 14)) * 5) / 10, sizeMm: 3, leastMm: 3 }),
  ].map(field => (field.content === 'volume' ? { ...field, yMm: 172, heightMm: 12, direction: 'across', sizeMm: 4, leastMm: 1.8 } : field));
}

const spine = (id: string, boxThicknessMm: number): StripTemplateRecord => ({
  id: StripTemplateId.parse(id),
  version: 0,
  template: { name: `背条 ${String(boxThicknessMm)} mm 盒`, shape: { kind: 'spine', boxThicknessMm, clearanceMm: 3, lengthMm }, fields: spineFields(boxThicknessMm - 3), redInk: 'separation' },
  savedBy: null,
  savedAt: null,
});

const labelField = (content: StripField['content'], yMm: number, rest: Partial<StripField>): StripField => ({
  ...{ content, text: '', direction: 'across', xMm: 4, yMm, widthMm: 57, heightMm: 12, sizeMm: 6, leastMm: 3, typeface: 'song-bold', ink: 'black', latin: 'upright', align: 'middle' },
  ...rest,
});

/** 正面标签, 65 × 90 mm: number, name, native place. */
const label: StripTemplateRecord = {
  id: StripTemplateId.parse(ids.label),
  version: 0,
  template: {
    name: '封面标签 65 × 90 mm',
    shape: { kind: 'label', widthMm: 65, lengthMm: 90 },
    fields: [
      labelField('archive-number', 6, { text: '编号：', heightMm: 10, sizeMm: 5 }),
      labelField('name', 22, { heightMm: 18, sizeMm: 12, leastMm: 4, typeface: 'hei-bold', align: 'spread' }),
      labelField('native-place', 46, { text: '籍贯：', heightMm: 8, sizeMm: 5 }),
      labelField('copy', 58, { heightMm: 8, sizeMm: 6, ink: 'spot-red' }),
      labelField('volume-barcode', 70, { heightMm: 14, sizeMm: 3 }),
    ],
    redInk: 'separation',
  },
  savedBy: null,
  savedAt: null,
};

/** What every custodial unit begins with. */
export const defaultStripTemplates: readonly StripTemplateRecord[] = [spine(ids.thin, 25), spine(ids.middle, 35), spine(ids.thick, 45), label];
