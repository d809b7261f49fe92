import { z } from 'zod';
import { AuditEvent } from './audit-event.ts';
import { AccountId } from './ids.ts';
import { ViewSessionKind } from './viewing.ts';

/** One row of the log with everything that was recorded. */
export const AuditEventDetail = AuditEvent.extend({
  terminalId: z.string().nullable(),
  /** Whose file it was, if any. */
  archiveNumber: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })).readonly(),
  /** What proves its place in the log. */
  hash: z.string(),
});
export type AuditEventDetail = z.infer<typeof AuditEventDetail>;

/** Whom an auditor may ask about: an account, never a person of the roster. */
export const Officer = z.object({ id: AccountId, displayName: z.string(), loginName: z.string(), unitName: z.string() });
export type Officer = z.infer<typeof Officer>;

/** One material in one reading, by its number in the catalogue (`4-1`); its title is not the auditor's business. */
export const ReadMaterial = z.object({ number: z.string(), seconds: z.int().nonnegative(), printedSheets: z.int().nonnegative() });
export type ReadMaterial = z.infer<typeof ReadMaterial>;

/** One reading (查阅): who had whose file on the screen, where, for how long, under which request. */
export const Reading = z.object({
  id: z.uuid(),
  kind: ViewSessionKind,
  archiveNumber: z.string(),
  /** null: an archivist in his own custody. */
  requestNumber: z.string().nullable(),
  /** A confidential request: the named circle that knows of it; null for all others. */
  circleName: z.string().nullable(),
  readerName: z.string(),
  readerUnitName: z.string(),
  /** The colleague who read along; null in custody. */
  secondReaderName: z.string().nullable(),
  terminalName: z.string(),
  openedAt: z.iso.datetime(),
  /** When it truly ended; null while it is open. */
  endedAt: z.iso.datetime().nullable(),
  seconds: z.int().nonnegative(),
  materials: z.array(ReadMaterial).readonly(),
});
export type Reading = z.infer<typeof Reading>;

/** What counts as unusual; hours are Beijing's, days are `YYYY-MM-DD`. */
const Day = z.iso.date();
export const WatchRules = z.object({
  /** Working hours: from the first until before the second, 24 h. */
  workFromHour: z.int().min(0).max(23),
  workUntilHour: z.int().min(1).max(24),
  /** Public holidays that fall on working days, and Saturdays or Sundays that are worked instead. */
  restDays: z.array(Day).max(200).readonly(),
  workDays: z.array(Day).max(200).readonly(),
  /** Files opened by one officer in one day: at least so many, and so many times his own median. */
  filesInDay: z.int().min(2).max(500),
  timesOwnMedian: z.number().min(1).max(20),
  denialsInDay: z.int().min(2).max(500),
  failedSignInsInDay: z.int().min(2).max(500),
  sheetsInDay: z.int().min(1).max(5000),
});
export type WatchRules = z.infer<typeof WatchRules>;

/** Until the auditor says otherwise. */
export const defaultWatchRules: WatchRules = {
  workFromHour: 8,
  workUntilHour: 18,
  restDays: [],
  workDays: [],
  filesInDay: 10,
  timesOwnMedian: 3,
  denialsInDay: 3,
  failedSignInsInDay: 4,
  sheetsInDay: 100,
};

/** What is said of a thing that has nearly reached its line. */
export const nearLine = 0.8;

/** Acts by which the system itself is run, by the noun before the dot. */
export const administrationNouns = ['accounts', 'acts', 'policy', 'terminals', 'keys', 'audit'] as const;

export const PatternKind = z.enum(['off-hours', 'custody-off-hours', 'many-files', 'denials', 'failed-sign-ins', 'many-sheets']);
export type PatternKind = z.infer<typeof PatternKind>;

/** The rows of the log that stand behind a finding. */
export const EventLink = z.object({
  actorId: AccountId.nullable(),
  terminalName: z.string().nullable(),
  acts: z.array(z.string()).readonly(),
  result: AuditEvent.shape.result.nullable(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});
export type EventLink = z.infer<typeof EventLink>;

/** One finding: one officer (or one terminal, where nobody had signed in) on one day. */
export const Pattern = z.object({
  kind: PatternKind,
  day: Day,
  officerName: z.string(),
  unitName: z.string(),
  terminalName: z.string(),
  count: z.int().nonnegative(),
  /** What the count is held against: the rule's own number, or the officer's median. */
  usual: z.number().nonnegative(),
  link: EventLink,
});
export type Pattern = z.infer<typeof Pattern>;

const Results = z.object({ done: z.int(), denied: z.int(), failed: z.int() });

export const AuditReport = z.object({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  madeAt: z.iso.datetime(),
  madeBy: z.string(),
  total: z.int(),
  firstSequence: z.int().nullable(),
  lastSequence: z.int().nullable(),
  acts: z.array(Results.extend({ act: z.string() })).readonly(),
  units: z.array(Results.extend({ unitName: z.string() })).readonly(),
  /** Who was refused most often what. */
  denials: z.array(z.object({ officerName: z.string(), unitName: z.string(), act: z.string(), count: z.int() })).readonly(),
  /** What those did who run the system. */
  administration: z.array(z.object({ officerName: z.string(), unitName: z.string(), act: z.string(), count: z.int() })).readonly(),
  /** Numbers that are missing between two rows. */
  gaps: z.array(z.object({ after: z.int(), before: z.int() })).readonly(),
  readings: z.object({ count: z.int(), files: z.int(), seconds: z.int(), sheets: z.int() }),
});
export type AuditReport = z.infer<typeof AuditReport>;

/** unknown: nobody has told how much room the database has. */
export const StorageLevel = z.enum(['enough', 'watch', 'urgent', 'unknown']);
export type StorageLevel = z.infer<typeof StorageLevel>;

export const LogStorage = z.object({
  level: StorageLevel,
  events: z.int().nonnegative(),
  usedBytes: z.int().nonnegative(),
  /** null: unknown. */
  freeBytes: z.int().nonnegative().nullable(),
  eventsPerDay: z.number().nonnegative(),
  bytesPerEvent: z.number().nonnegative(),
  /** null: unknown, or not within ten years. */
  daysLeft: z.int().nonnegative().nullable(),
  oldestAt: z.iso.datetime().nullable(),
  /** The newest signed checkpoint: so many events, and their root; null before the first. */
  checkpoint: z.object({ size: z.int(), at: z.iso.datetime(), note: z.string() }).nullable(),
  /** The data centre itself has found its log broken. */
  isBroken: z.boolean(),
});
export type LogStorage = z.infer<typeof LogStorage>;
