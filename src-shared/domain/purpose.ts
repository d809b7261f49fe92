import { z } from 'zod';
import { classCodes, type ClassCode } from './catalogue.ts';

/** 查阅事由. A purpose preselects classes, so that applying takes seconds; the approver narrows to materials. */
export const Purpose = z.enum(['retirement', 'salary', 'title', 'appointment', 'other']);
export type Purpose = z.infer<typeof Purpose>;

export type PurposeTemplate = { readonly classCodes: readonly ClassCode[]; readonly minutes: number };

/** Own defaults, not a published rule: a site may change them. `other` preselects nothing: deny by default. */
export const purposeTemplates: Readonly<Record<Purpose, PurposeTemplate>> = {
  retirement: { classCodes: ['1', '4-1', '6', '9-1', '9-2'], minutes: 60 },
  salary: { classCodes: ['1', '3', '4-1', '4-2', '9-1', '9-2'], minutes: 60 },
  title: { classCodes: ['1', '3', '4-1', '4-2', '4-3', '4-4', '7'], minutes: 60 },
  appointment: { classCodes, minutes: 120 },
  other: { classCodes: [], minutes: 30 },
};

/** Bounds seen in practice: at least 10 minutes, at most 480. Settings of the site, kept here until policy comes. */
export const viewingMinutes = { min: 10, max: 480 } as const;
/** A grant that nobody opens lapses after this many days. */
export const unopenedGrantDays = 7;
