import { z } from 'zod';
import { AccountId } from './ids.ts';

/** 委托: while an approver is away another approver decides in his place. Nobody gains a right that he has not himself. */
export const Delegation = z.object({
  id: z.uuid(),
  fromName: z.string(),
  fromUnitName: z.string(),
  toName: z.string(),
  toUnitName: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  reason: z.string(),
  state: z.enum(['coming', 'running', 'over', 'ended']),
  /** Given by the caller, who may end it. */
  isMine: z.boolean(),
});
export type Delegation = z.infer<typeof Delegation>;

/** Whom an approver may choose. */
export const Deputy = z.object({ id: AccountId, displayName: z.string(), unitName: z.string() });
export type Deputy = z.infer<typeof Deputy>;

/** An absence of half a year is not an absence but another approver. */
export const longestDelegationDays = 180;
