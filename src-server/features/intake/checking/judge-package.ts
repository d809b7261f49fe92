import type { Finding } from '#shared/domain/finding';
import type { CheckContext, CheckedVolume } from '#shared/domain/import-rules/index';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import type { PackageFormat, StagedRow } from '#shared/domain/staged-volume';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { Db } from '../../../db/schema.ts';
import { listMaterials } from '../../volumes/index.ts';
import { batchSecrecy } from '../batches/batch-repository.ts';
import { findPresentVolume, type StandingVolume } from '../deliveries/present-volume.ts';
import { readPolicy } from '../policies/policy-repository.ts';
import type { CheckWork } from './package-work.ts';
import { findForeignImages } from './foreign-images.ts';
import { findLikeImages } from './like-images.ts';
import { matchPerson, type Match } from './match-person.ts';
import type { StoredPage } from './measure-images.ts';

export type Judged = {
  readonly match: Match;
  readonly present: StandingVolume | null;
  readonly volume: CheckedVolume;
  readonly format: PackageFormat | null;
  readonly findings: readonly Finding[];
};

/** Gathers what the data centre knows beside the package, then lets the rules speak. */
export async function judgePackage({ services: { db, now }, tools, record, batch }: CheckWork, { volume: delivered, pages }: { readonly volume: CheckedVolume; readonly pages: readonly StoredPage[] }): Promise<Judged> {
  const match = await matchPerson(db, batch.unitId, delivered.persons);
  const present = match.person && (await findPresentVolume(db, match.person.id));
  const isCatalogueMissing = !delivered.hasCatalogue && delivered.images.length > 0 && batch.kind === 'volumes';
  const volume = isCatalogueMissing && present ? { ...delivered, rows: await standingRows(db, present.id) } : delivered;
  const subjectIdNumber = match.person?.idNumber ?? match.idNumber;
  const policy = await readPolicy(db, batch.unitId, batch.policyVersion);
  const search = { pages, compare: tools.compare, minLikeness: minLikenessOf(policy) };
  const context: CheckContext = {
    policy,
    today: formatSiteDay(now()),
    batchKind: batch.kind,
    person: match.person,
    namesakes: match.namesakes,
    present,
    likeImages: await findLikeImages(search),
    foreignImages: await findForeignImages(db, { ...search, packageId: record.id, personId: match.person?.id ?? null, subjectIdNumber }),
    // A batch is opened, and a package taken, under a received medium or none alone.
    isMediumRegistered: true,
    batchSecrecy: batchSecrecy(batch),
  };
  return { match, present, volume, format: volume.format, findings: tools.judge(volume, context) };
}

/** Where nobody is told of pages that are alike, none are compared. */
function minLikenessOf({ severities, minLikeness }: IntakePolicy): number {
  return severities.G12 === 'off' ? 1 : minLikeness;
}

/** The catalogue that the data centre has, for a package that brings pictures alone. */
async function standingRows(db: Db, volumeId: string): Promise<StagedRow[]> {
  const materials = await listMaterials(db, { volumeId });
  return materials.map(({ classCode, sequence, name, formedOn, pageCount, remark }) => ({
    ...{ source: '', rawClass: classCode, classCode, rawSequence: String(sequence), sequence, name, formedOn: formedOn ?? '', rawPageCount: String(pageCount), pageCount },
    ...{ copies: null, remark, heading: null },
  }));
}
