import { z } from 'zod';
import { DemoAccount } from '#shared/domain/account';
import type { Db } from '../../db/schema.ts';

/** What the process was told of the site it serves; the rest is in `settings`. */
export type Site = { readonly siteName: string | undefined; readonly version: string; readonly isProduction: boolean };

/** Written by the demonstration city alone. */
const DemoSetting = z.object({ accounts: z.array(DemoAccount) });
const SiteNameSetting = z.string().min(1).max(60);
const defaultSiteName = '档联';

async function findSetting<Schema extends z.ZodType>(db: Db, key: string, schema: Schema): Promise<z.output<Schema> | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row && schema.parse(row.value);
}

/** Passwords for everyone to read: undefined in production, whatever the table holds. */
export async function findDemoAccounts(db: Db, { isProduction }: Site): Promise<readonly DemoAccount[] | undefined> {
  return isProduction ? undefined : (await findSetting(db, 'demo', DemoSetting))?.accounts;
}

export async function readSiteName(db: Db, site: Site): Promise<string> {
  return site.siteName ?? (await findSetting(db, 'site', SiteNameSetting)) ?? defaultSiteName;
}
