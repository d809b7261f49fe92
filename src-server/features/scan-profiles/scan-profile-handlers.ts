import type { z } from 'zod';
import type { Handlers } from '#shared/contract/operation';
import type { scanProfileOperations } from '#shared/contract/server/scan-profile-operations';
import { maxScanProfiles, type ScanProfile, type ScanProfileContent } from '#shared/domain/scan-profile';
import { AppError } from '#shared/errors/app-error';
import type { FieldChange } from '#shared/proof/audit-record';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { findScanProfile, isProfilesOnly, listScanProfiles, saveProfilesOnly, viewScanProfile } from './scan-profile-repository.ts';

type Parts = Pick<Services, 'db' | 'now'>;
type Save = z.output<(typeof scanProfileOperations)['scanProfiles.save']['input']>;

/** How papers are scanned, for all terminals: named, shared, and closed to change at the desk where the administrator wants it so. */
export function scanProfileHandlers({ db, now }: Services): Handlers<typeof scanProfileOperations, RequestContext> {
  return {
    'scanProfiles.list': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'scanProfiles.list');
      const rows = await listScanProfiles(db, subject.roles.includes('system-administrator') ? null : subject.unitId);
      return { profiles: rows.map(viewScanProfile), isProfilesOnly: await isProfilesOnly(db) };
    },
    'scanProfiles.save': async (save, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'scanProfiles.save');
      return saveProfile({ db, now }, subject, save);
    },
    'scanProfiles.remove': async ({ id, version }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'scanProfiles.remove');
      await db.transaction().execute(async tx => {
        const { name } = await requireVersion(tx, id, version);
        await tx.updateTable('scanProfiles').set({ removedAt: now(), changedBy: subject.accountId, changedAt: now() }).where('id', '=', id).execute();
        await recordEvent(tx, subject, { act: 'scanProfiles.remove', object: name });
      });
      return {};
    },
    'scanProfiles.setOnly': async ({ isProfilesOnly: isOnly }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'scanProfiles.setOnly');
      await db.transaction().execute(async tx => {
        await lockList(tx);
        const before = await isProfilesOnly(tx);
        if (before === isOnly) return;
        await saveProfilesOnly(tx, isOnly);
        await recordEvent(tx, subject, { act: 'scanProfiles.setOnly', object: '', changes: [{ field: 'isProfilesOnly', before: String(before), after: String(isOnly) }] });
      });
      return {};
    },
  };
}

/** One change of the list after the other: the count and the names are looked at before they are changed. */
async function lockList(tx: Db): Promise<void> {
  await tx.selectFrom('scanProfiles').select('id').orderBy('id').forUpdate().execute();
}

async function requireVersion(tx: Db, id: string, version: number): Promise<ScanProfile> {
  await lockList(tx);
  const row = await findScanProfile(tx, id);
  if (row?.version !== version) throw new AppError('record.changed');
  return viewScanProfile(row);
}

function saveProfile({ db, now }: Parts, subject: Subject, { id, version, content }: Save): Promise<ScanProfile> {
  return db.transaction().execute(async tx => {
    const before = version === null ? undefined : await requireVersion(tx, id, version);
    const twin = before ? undefined : await findTwin(tx, subject, id);
    if (twin) return twin;
    await requireRoom(tx, id, content);
    const { name, unitId, ...rest } = content;
    const values = { name, unitId, content: JSON.stringify(rest), version: (before?.version ?? 0) + 1, preset: null, changedBy: subject.accountId, changedAt: now() };
    await tx.insertInto('scanProfiles').values({ ...values, id, createdAt: now(), removedAt: null }).onConflict(conflict => conflict.column('id').doUpdateSet(values)).execute();
    await recordEvent(tx, subject, { act: 'scanProfiles.save', object: name, detail: before ? `version=${String(values.version)}` : 'new', changes: findChanges(before, content) });
    const saved = await findScanProfile(tx, id);
    // A removed one is not brought back under its old id.
    if (!saved) throw new AppError('record.changed');
    return viewScanProfile(saved);
  });
}

/** The same command again: what it made is the answer, unless somebody has changed it since. */
async function findTwin(tx: Db, { accountId }: Subject, id: string): Promise<ScanProfile | undefined> {
  await lockList(tx);
  const known = await findScanProfile(tx, id);
  if (!known) return undefined;
  if (known.version !== 1 || known.changedBy !== accountId) throw new AppError('record.changed');
  return viewScanProfile(known);
}

async function requireRoom(tx: Db, id: string, { name, unitId }: ScanProfileContent): Promise<void> {
  if (unitId !== null && !(await tx.selectFrom('units').select('id').where('id', '=', unitId).executeTakeFirst())) throw new AppError('resource.not-found');
  const others = (await listScanProfiles(tx, unitId)).filter(other => other.id !== id && (unitId === null ? other.unitId === null : true));
  if (others.some(other => other.unitId === unitId && other.name === name)) throw new AppError('scan-profile.name-taken', { name });
  if (others.length >= maxScanProfiles) throw new AppError('scan-profile.too-many', { limit: maxScanProfiles });
}

function findChanges(before: ScanProfileContent | undefined, after: ScanProfileContent): FieldChange[] {
  const fields = Object.keys(after) as (keyof ScanProfileContent)[]; // `as`: Object.keys widens to string[]
  const told = (profile: ScanProfileContent | undefined, field: keyof ScanProfileContent): string | null => (profile === undefined ? null : tell(profile[field]));
  return fields.map(field => ({ field, before: told(before, field), after: told(after, field) })).filter(change => change.before !== change.after);
}

function tell(value: ScanProfileContent[keyof ScanProfileContent]): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
