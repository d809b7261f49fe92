import { z } from 'zod';
import { RuleId, Severity } from './finding.ts';

/**
 * How strictly a custodial unit checks; each change is a new version. Limits are settings because the texts of GB/T 33870 and of the
 * local acceptance rules differ or are not public.
 */
export const IntakePolicy = z.object({
  /** Only what differs from the default of the rule; `off` leaves a rule out. */
  severities: z.partialRecord(RuleId, z.union([Severity, z.literal('off')])).default({}),
  minDpi: z.int().min(100).max(1200).default(300),
  /** 纠偏: 1 degree in most tenders, 3 in some cities. */
  maxSkewDegrees: z.number().min(0.1).max(10).default(1),
  maxBorderShare: z.number().min(0).max(0.5).default(0.01),
  minSharpness: z.number().min(0).max(1).default(0.6),
  minContrast: z.number().min(0).max(1).default(0.25),
  /** Paper darker than this (0 to 255) on a page without colour was scanned too dark; covers and old paper have a colour. */
  minPaperWhite: z.int().min(0).max(255).default(140),
  /** Share of the page that may be burnt out or drowned in black. */
  maxClippedShare: z.number().min(0).max(1).default(0.3),
  /** From here on a measured turn counts; below it the page says too little. */
  minTurnConfidence: z.number().min(0.5).max(1).default(0.9),
  maxFileBytes: z.int().min(100_000).max(80_000_000).default(2 * 1024 * 1024),
  minFileBytes: z.int().min(0).max(1_000_000).default(30 * 1024),
  minWidthPx: z.int().min(100).max(10_000).default(1500),
  maxNameLength: z.int().min(10).max(120).default(100),
  /** Above this many pages of one material the number is questioned. */
  manyPages: z.int().min(10).max(400).default(200),
  /** From here on two pages are taken for scans of one sheet: nineteen of twenty second scans reach 0.94, one of a hundred other fillings of a form does. 1: only equal files. */
  minLikeness: z.number().min(0.8).max(1).default(0.94),
  /** Class 5 in the order of dates (true) or of the papers' parts (false): sources differ. */
  isClassFiveByDate: z.boolean().default(true),
  /**
   * Whoever is not on the roster: blocks, so that two people must let him in; or is entered after one has looked; or at once, as the
   * first migration of a city needs. The latter two never without a valid identity number.
   */
  newPersons: z.enum(['block', 'ask', 'enter']).default('block'),
  /** The highest secrecy level that this network may carry. */
  networkLevel: z.enum(['secret', 'confidential', 'top-secret']).default('secret'),
  /** Share of each volume's pages that a person looks at; DA/T 31 and tenders: at least 5 %. */
  sampleShare: z.number().min(0.05).max(1).default(0.05),
  /** Least share of sampled pages whose picture is good; correspondence of catalogue and picture must be complete. */
  minQualityShare: z.number().min(0.5).max(1).default(0.95),
});
export type IntakePolicy = z.infer<typeof IntakePolicy>;

/** One as it was kept; nobody has set version 0. */
export const PolicyVersion = z.object({
  version: z.int().nonnegative(),
  policy: IntakePolicy,
  reason: z.string(),
  setBy: z.string().nullable(),
  setAt: z.iso.datetime().nullable(),
  batches: z.int().nonnegative(),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** More than a unit changes in decades; of more the newest. */
export const maxPolicyVersions = 200;

export const defaultIntakePolicy: IntakePolicy = IntakePolicy.parse({});
