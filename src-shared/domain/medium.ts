import { z } from 'zod';
import { MediumId, UnitId } from './ids.ts';
import { Secrecy } from './secrecy.ts';

export const MediumKind = z.enum(['optical-disc', 'hard-disk', 'usb-disk', 'tape', 'other']);
export type MediumKind = z.infer<typeof MediumKind>;

/** registered 已登记 → received 已接收 → returned 已归还 | sealed 已封存 → destroyed 已销毁. Only a received one can be read from. */
export const MediumState = z.enum(['registered', 'received', 'returned', 'sealed', 'destroyed']);
export type MediumState = z.infer<typeof MediumState>;

/** What each state may become; a medium that was sealed may only be destroyed. */
export const mediumMoves: Readonly<Record<MediumState, readonly MediumState[]>> = {
  registered: ['received'],
  received: ['returned', 'sealed', 'destroyed'],
  returned: [],
  sealed: ['destroyed'],
  destroyed: [],
};

const words = (longest: number): z.ZodString => z.string().trim().min(1).max(longest);

/** 介质登记: one entry for each carrier, by its own number. */
export const MediumEntry = z.object({
  number: words(40),
  kind: MediumKind,
  serialNumber: z.string().trim().max(60),
  capacity: z.string().trim().max(40),
  secrecy: Secrecy,
  /** What lies on it, in words; and in numbers, to be held against what is read from it. */
  contents: words(200),
  volumes: z.int().nonnegative().max(1_000_000),
  persons: z.int().nonnegative().max(1_000_000),
  /** SHA-256 or SM3 over the content as the hand-over sheet gives it; empty where none was agreed. */
  contentsDigest: z.string().trim().regex(/^[0-9a-f]{0,128}$/i),
  purpose: words(100),
  approvalNumber: words(60),
});
export type MediumEntry = z.infer<typeof MediumEntry>;

/** 交接: who gave it to whom before which witness (监交人), where; or where it was sealed or destroyed. */
export const MediumMove = z.object({
  to: MediumState,
  handedBy: words(60),
  receivedBy: words(60),
  witness: words(60),
  place: words(100),
  /** 柜号, for what is sealed. */
  cabinet: z.string().trim().max(40),
  note: z.string().trim().max(200),
});
export type MediumMove = z.infer<typeof MediumMove>;

export const Medium = MediumEntry.extend({
  id: MediumId,
  unitId: UnitId,
  state: MediumState,
  registeredBy: z.string(),
  registeredAt: z.iso.datetime(),
  moves: z.array(MediumMove.extend({ at: z.iso.datetime(), recordedBy: z.string() })).readonly(),
  /** Batches that were read from it. */
  batchNumbers: z.array(z.string()).readonly(),
});
export type Medium = z.infer<typeof Medium>;
