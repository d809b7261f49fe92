import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { readAccessPolicy } from './access-policy.ts';

type Question = { readonly accountId: string; readonly now: Date };

/** The person at the keyboard has just proved himself: by password, or by the key that he signed in with. */
export async function noteConfirmation(db: Db, { accountId, now }: Question): Promise<void> {
  await db.updateTable('sessions').set({ confirmedAt: now }).where('accountId', '=', accountId).execute();
}

/** Before an act that cannot be taken back: throws `session.confirmation-required` unless he proved himself a few minutes ago. */
export async function requireRecentConfirmation(db: Db, { accountId, now }: Question): Promise<void> {
  const { confirmationMinutes } = await readAccessPolicy(db);
  const earliest = new Date(now.getTime() - confirmationMinutes * 60_000);
  const recent = await db.selectFrom('sessions').select('accountId').where('accountId', '=', accountId).where('confirmedAt', '>=', earliest).executeTakeFirst();
  if (!recent) throw new AppError('session.confirmation-required', { minutes: confirmationMinutes });
}
