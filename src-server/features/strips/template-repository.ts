import type { z } from 'zod';
import { defaultStripTemplates } from '#shared/domain/default-strips';
import type { StripTemplate, StripTemplateRecord } from '#shared/domain/spine-strip';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';

type View = z.input<typeof StripTemplateRecord>;
const mostTemplates = 100;

/** The newest version of each, retired ones too. */
async function newest(db: Db, unitId: string) {
  return db
    .selectFrom('stripTemplates')
    .innerJoin('accounts', 'accounts.id', 'savedBy')
    .distinctOn('stripTemplates.id')
    .selectAll('stripTemplates')
    .select('displayName')
    .where('stripTemplates.unitId', '=', unitId)
    .orderBy('stripTemplates.id')
    .orderBy('version', 'desc')
    .execute();
}

export async function listTemplates(db: Db, { unitId }: Pick<Subject, 'unitId'>): Promise<View[]> {
  const own = await newest(db, unitId);
  const changed = new Set(own.map(({ id }) => id));
  const kept = own.filter(({ isRetired }) => !isRetired).map(({ id, version, template, displayName, savedAt }) => ({ id, version, template, savedBy: displayName, savedAt: savedAt.toISOString() }));
  return [...kept.sort((a, b) => a.template.name.localeCompare(b.template.name, 'zh-Hans-CN')), ...defaultStripTemplates.filter(({ id }) => !changed.has(id))];
}

/** As it stands: `record.changed` when it has been changed or retired since somebody looked. */
export async function requireTemplate(db: Db, subject: Subject, { id, version }: { readonly id: string; readonly version: number }): Promise<StripTemplate> {
  const found = (await listTemplates(db, subject)).find(template => template.id === id);
  if (!found) throw new AppError('resource.not-found');
  if (found.version !== version) throw new AppError('record.changed');
  return found.template;
}

export async function saveTemplate({ db, now }: Services, subject: Subject, { id, version, template }: { readonly id: string; readonly version: number; readonly template: StripTemplate }): Promise<View> {
  requireAllowed(subject, 'strips.saveTemplate');
  const at = now();
  await db.transaction().execute(async tx => {
    if ((await newest(tx, subject.unitId)).length >= mostTemplates && version === 0) throw new AppError('strip.too-many-templates', { most: mostTemplates });
    await addVersion(tx, subject, { id, version, template, isRetired: false, at });
    await recordEvent(tx, subject, { act: 'strips.saveTemplate', object: template.name, detail: `version=${String(version + 1)} fields=${String(template.fields.length)}` });
  });
  return { id, version: version + 1, template, savedBy: subject.displayName, savedAt: at.toISOString() };
}

export async function retireTemplate({ db, now }: Services, subject: Subject, { id, version }: { readonly id: string; readonly version: number }): Promise<void> {
  requireAllowed(subject, 'strips.retireTemplate');
  await db.transaction().execute(async tx => {
    const template = await requireTemplate(tx, subject, { id, version });
    await addVersion(tx, subject, { id, version, template, isRetired: true, at: now() });
    await recordEvent(tx, subject, { act: 'strips.retireTemplate', object: template.name, detail: `version=${String(version)}` });
  });
}

type NewVersion = { readonly id: string; readonly version: number; readonly template: StripTemplate; readonly isRetired: boolean; readonly at: Date };

/** The key of the table lets one of two writers through; the newest version must be the one that was looked at. */
async function addVersion(tx: Db, { unitId, accountId }: Subject, { id, version, template, isRetired, at }: NewVersion): Promise<void> {
  const last = await tx.selectFrom('stripTemplates').select('version').where('unitId', '=', unitId).where('id', '=', id).orderBy('version', 'desc').executeTakeFirst();
  if ((last?.version ?? 0) !== version) throw new AppError('record.changed');
  const added = await tx
    .insertInto('stripTemplates')
    .values({ unitId, id, version: version + 1, template: JSON.stringify(template), isRetired, savedBy: accountId, savedAt: at })
    .onConflict(conflict => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  if (!added) throw new AppError('record.changed');
}
