import { EvidenceContent, noFindings, type EvidenceEntry } from '#shared/domain/evidence-sheet';
import type { EvidenceSheet, PlacedEvidence } from '#shared/domain/evidence-sheet';
import { AppError } from '#shared/errors/app-error';
import type { z } from 'zod';
import type { Db } from '../../db/schema.ts';
import type { PersonRecord } from '../people/index.ts';

type SheetOut = z.input<typeof EvidenceSheet>;

/** As it was last saved, each entry with its material as the catalogue has it now. */
export async function readSheet(db: Db, { id: personId, name: personName }: Pick<PersonRecord, 'id' | 'name'>): Promise<SheetOut> {
  const row = await db
    .selectFrom('evidenceSheets')
    .innerJoin('accounts', 'accounts.id', 'evidenceSheets.savedBy')
    .select(['version', 'content', 'savedAt', 'displayName'])
    .where('personId', '=', personId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { personId, personName, version: 0, savedAt: null, savedBy: null, entries: [], findings: noFindings() };
  const { entries, findings } = EvidenceContent.parse(row.content);
  return { personId, personName, version: row.version, savedAt: row.savedAt.toISOString(), savedBy: row.displayName, entries: await placeEntries(db, entries), findings };
}

async function placeEntries(db: Db, entries: readonly EvidenceEntry[]): Promise<z.input<typeof PlacedEvidence>[]> {
  if (entries.length === 0) return [];
  const materials = await db.selectFrom('materials').select(['id', 'classCode', 'sequence', 'name', 'formedOn']).where('id', 'in', [...new Set(entries.map(({ materialId }) => materialId))]).execute();
  const known = new Map(materials.map(material => [material.id, material]));
  return entries.flatMap(entry => {
    const material = known.get(entry.materialId);
    return material ? [{ ...entry, classCode: material.classCode, sequence: material.sequence, materialName: material.name, formedOn: material.formedOn }] : [];
  });
}

/** Every page that is named lies in this person's file. */
export async function requireInFile(db: Db, personId: string, entries: readonly EvidenceEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const pages = await db
    .selectFrom('pages')
    .innerJoin('materials', 'materials.id', 'pages.materialId')
    .innerJoin('volumes', 'volumes.id', 'materials.volumeId')
    .select(['materialId', 'number'])
    .where('volumes.personId', '=', personId)
    .where('materialId', 'in', [...new Set(entries.map(({ materialId }) => materialId))])
    .execute();
  const known = new Set(pages.map(({ materialId, number }) => `${materialId}/${String(number)}`));
  const stray = entries.find(({ materialId, page }) => !known.has(`${materialId}/${String(page)}`));
  if (stray) throw new AppError('evidence.not-in-file', { page: stray.page });
}
