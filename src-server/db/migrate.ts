import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import * as mainJob from './migrations/0001-main-job.ts';
import * as accounts from './migrations/0002-accounts.ts';
import * as terminals from './migrations/0003-terminals.ts';
import * as keys from './migrations/0004-keys.ts';
import * as auditChain from './migrations/0005-audit-chain.ts';
import * as approvals from './migrations/0006-approvals.ts';
import * as oversight from './migrations/0007-oversight.ts';
import * as searchByUnit from './migrations/0008-search-by-unit.ts';
import * as auditAppend from './migrations/0009-audit-append.ts';
import * as intake from './migrations/0010-intake.ts';
import * as routeAnswers from './migrations/0011-route-answers.ts';
import * as auditAppendInLine from './migrations/0012-audit-append-in-line.ts';
import * as scanProfiles from './migrations/0013-scan-profiles.ts';
import * as pageRecipes from './migrations/0015-page-recipes.ts';
import * as auditLinksInDatabase from './migrations/0018-audit-links-in-database.ts';
import * as newestRequests from './migrations/0019-newest-requests.ts';
import * as pagePrints from './migrations/0020-page-prints.ts';
import * as marks from './migrations/0021-marks.ts';
import * as strips from './migrations/0022-strips.ts';
import * as faultReports from './migrations/0023-fault-reports.ts';
import * as catalogues from './migrations/0028-catalogues.ts';
import * as printers from './migrations/0029-printers.ts';
import * as copies from './migrations/0030-copies.ts';
import * as printCopies from './migrations/0031-print-copies.ts';
import * as evidence from './migrations/0032-evidence.ts';
import * as transferNotices from './migrations/0033-transfer-notices.ts';
import * as volumeLabels from './migrations/0037-volume-labels.ts';
import * as editions from './migrations/0040-editions.ts';
import * as setAsideSides from './migrations/0041-set-aside-sides.ts';
import * as exchangePartners from './migrations/0042-exchange-partners.ts';
import * as printRegions from './migrations/0043-print-regions.ts';
import * as sheetPrints from './migrations/0044-sheet-prints.ts';
import * as intakeQueue from './migrations/0049-intake-queue.ts';
import * as printMaterials from './migrations/0050-print-materials.ts';
import type { Db } from './schema.ts';

/** In the order in which they are applied; a released one is never edited. */
const migrations: Record<string, Migration> = {
  '0001-main-job': mainJob,
  '0002-accounts': accounts,
  '0003-terminals': terminals,
  '0004-keys': keys,
  '0005-audit-chain': auditChain,
  '0006-approvals': approvals,
  '0007-oversight': oversight,
  '0008-search-by-unit': searchByUnit,
  '0009-audit-append': auditAppend,
  '0010-intake': intake,
  '0011-route-answers': routeAnswers,
  '0012-audit-append-in-line': auditAppendInLine,
  '0013-scan-profiles': scanProfiles,
  '0015-page-recipes': pageRecipes,
  '0018-audit-links-in-database': auditLinksInDatabase,
  '0019-newest-requests': newestRequests,
  '0020-page-prints': pagePrints,
  '0021-marks': marks,
  '0022-strips': strips,
  '0023-fault-reports': faultReports,
  '0028-catalogues': catalogues,
  '0029-printers': printers,
  '0030-copies': copies,
  '0031-print-copies': printCopies,
  '0032-evidence': evidence,
  '0033-transfer-notices': transferNotices,
  '0037-volume-labels': volumeLabels,
  '0040-editions': editions,
  '0041-set-aside-sides': setAsideSides,
  '0042-exchange-partners': exchangePartners,
  '0043-print-regions': printRegions,
  '0044-sheet-prints': sheetPrints,
  '0049-intake-queue': intakeQueue,
  '0050-print-materials': printMaterials,
};

/**
 * Brings the tables up to date. Kysely holds an advisory lock on PostgreSQL meanwhile, so processes may start together. Under a role
 * that does not own the tables it only looks whether somebody has done so.
 */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  if (await belongsToAnother(db)) {
    const missing = (await migrator.getMigrations()).filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
    if (missing.length > 0) throw new Error(`The tables are of an older version (${missing.join(', ')} missing): npm run prepare-database, as their owner.`);
    return;
  }
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The database could not be brought up to date.', { cause: error });
}

/** Whether the tables belong to another role than the one that is connected. */
export async function belongsToAnother(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isOwn: boolean }>`
    select pg_has_role(current_user, tableowner, 'member') as is_own from pg_tables where schemaname = current_schema() and tablename = 'kysely_migration'`.execute(db);
  return rows[0]?.isOwn === false;
}
