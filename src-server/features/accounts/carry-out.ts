import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { endSession, setPassword, unlockAccount, writeAccessPolicy } from '../identity/index.ts';
import { requireAccountRecord } from './account-records.ts';
import type { ActContent } from './act-content.ts';
import { requireNoConflict, writeRights } from './change-rights.ts';
import { writeOffice } from './change-office.ts';
import type { Handover } from './handover.ts';

type Execution = { readonly content: ActContent; readonly handover: Handover | null };

/** Does what everyone has agreed to; returns the one-time password that goes with it, for the person who agreed last. */
export async function carryOut(services: Services, tx: Db, { content, handover }: Execution): Promise<string | null> {
  if (content.kind === 'policy.change') {
    await writeAccessPolicy(tx, content.after);
    return null;
  }
  const target = await requireAccountRecord(tx, content.accountId);
  switch (content.kind) {
    case 'account.create':
    case 'account.reopen':
      await tx.updateTable('accounts').set({ state: 'active' }).where('id', '=', target.accountId).execute();
      return content.kind === 'account.create' ? handOver(services, tx, { accountId: target.accountId, handover }) : null;
    case 'password.reset':
      await endSession(tx, target.accountId);
      await unlockAccount(tx, target.loginName);
      return handOver(services, tx, { accountId: target.accountId, handover });
    case 'rights.change':
      await requireNoConflict(tx, target, content.after.roles);
      await writeRights(tx, target, content.after);
      return null;
    case 'administrator.change':
      await writeOffice(tx, target, content);
      return null;
  }
}

async function handOver({ now }: Services, tx: Db, { accountId, handover }: { readonly accountId: string; readonly handover: Handover | null }): Promise<string> {
  if (!handover) throw new Error('A new password must be made before the transaction.');
  const { password, ...forms } = handover;
  await setPassword(tx, { ...forms, accountId, isOneTime: true, now: now() });
  return password;
}
