import type { Batch, BatchAccount } from '#shared/domain/intake';

type Standing = Pick<Batch, 'state' | 'account'>;

/** Packages whose end is decided: they stay offered, accepted, returned or withdrawn for good. */
export function isDecided({ state }: Pick<Batch, 'state'>): boolean {
  return state === 'accepted' || state === 'returned';
}

/** 收支平衡: what was offered is accounted for to the last package. Before the verdict what lies here counts as well. */
export function isBalanced({ state, account }: Standing): boolean {
  const ended = account.accepted + account.returned + account.withdrawn;
  const here = account.waiting + account.clean + account.needsReview + account.defective;
  return account.offered === (isDecided({ state }) ? ended : ended + here);
}

/** Share of what was offered whose checks are over, 0 to 1; null while nothing was offered. */
export function checkedShare({ offered, waiting, withdrawn }: BatchAccount): number | null {
  const toCheck = offered - withdrawn;
  return toCheck <= 0 ? null : (toCheck - waiting) / toCheck;
}

/** What has to happen next with a batch: one thing at a time. */
export type NextStep = 'send' | 'wait' | 'close' | 'sample' | 'decide' | 'accepting' | 'done';

export function nextStepOf({ state, account, sample }: Pick<Batch, 'state' | 'account' | 'sample'>): NextStep {
  if (state === 'accepting') return 'accepting';
  if (state === 'sampling') return sample.judged < sample.drawn ? 'sample' : 'decide';
  if (state !== 'open') return 'done';
  if (account.offered - account.withdrawn === 0) return 'send';
  return account.waiting > 0 ? 'wait' : 'close';
}

/** What the verdict can only be, or is most likely to be: without anything clean, or with a failed sample, all goes back. */
export function verdictDue({ account, sample }: Pick<Batch, 'account' | 'sample'>): 'accept' | 'return' {
  return account.clean === 0 || sample.isPassed === false ? 'return' : 'accept';
}
