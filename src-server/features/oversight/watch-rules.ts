import { defaultWatchRules, WatchRules } from '#shared/domain/oversight';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';

const key = 'watch-rules';

export async function readWatchRules(db: Db): Promise<WatchRules> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row ? WatchRules.parse(row.value) : defaultWatchRules;
}

/** Changed by the auditor alone; what he changed stands in the log that others can read out. */
export async function setWatchRules(db: Db, subject: Subject, rules: WatchRules): Promise<void> {
  await db.transaction().execute(async tx => {
    const before = await readWatchRules(tx);
    const value = JSON.stringify(rules);
    await tx.insertInto('settings').values({ key, value }).onConflict(conflict => conflict.column('key').doUpdateSet({ value })).execute();
    await recordEvent(tx, subject, { act: 'audit.setWatchRules', object: key, changes: changesBetween(before, rules) });
  });
}

function changesBetween(before: WatchRules, after: WatchRules): { field: string; before: string; after: string }[] {
  const fields = Object.keys(before) as (keyof WatchRules)[]; // `as`: Object.keys widens to string[]
  return fields.map(field => ({ field, before: String(before[field]), after: String(after[field]) })).filter(change => change.before !== change.after);
}
