import { z } from 'zod';
import { IdempotencyKey, UnitId, VolumeId } from '../../domain/ids.ts';
import { StripTemplate, StripTemplateId, StripTemplateRecord } from '../../domain/spine-strip.ts';
import { mostStrips, PrinterVerdict, StripJob, StripJobId, StripVolume } from '../../domain/strip-job.ts';
import { StripMargin, StripPaper } from '../../domain/strip-sheets.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

const Position = z.int().min(1).max(mostStrips);

/** 背条和标签: templates of the custodial unit, batches in the order of the shelf, and what each printer made of them. */
export const stripOperations = {
  /** The unit's own in their newest version, then what came with the program and was not changed. */
  'strips.listTemplates': operation(Nothing, z.object({ templates: z.array(StripTemplateRecord).readonly() })),
  /** A new version; `record.changed` when `version` is not the newest. A template begins with a new id and version 0. */
  'strips.saveTemplate': operation(z.object({ id: StripTemplateId, version: z.int().nonnegative(), template: StripTemplate }), StripTemplateRecord),
  'strips.retireTemplate': operation(z.object({ id: StripTemplateId, version: z.int().positive() }), Nothing),
  /** Volumes of the own files by unit, beginning of name or archive number, and kind, in the order of the shelf; `total` tells whether some were left off. */
  'strips.findVolumes': operation(
    z.object({ query: z.string().trim().max(60), unitId: UnitId.nullable(), copy: z.enum(['original', 'duplicate']).nullable(), volumeIds: z.array(VolumeId).max(mostStrips).nullable().default(null) }),
    z.object({ volumes: z.array(StripVolume).max(mostStrips).readonly(), total: z.int().nonnegative() }),
  ),
  /** Registers the batch with what will stand on each strip. `strip.not-printable` names the first strip that would not come out right. */
  'strips.prepare': operation(
    z.object({ idempotencyKey: IdempotencyKey, templateId: StripTemplateId, version: z.int().nonnegative(), paper: StripPaper, marginMm: StripMargin, volumeIds: z.array(VolumeId).min(1).max(mostStrips).readonly() }),
    StripJob,
  ),
  'strips.started': operation(z.object({ id: StripJobId, printerName: z.string().min(1).max(200), firstPosition: Position }), StripJob),
  /** What the printer said; `lastGood` is known when everything came out, else a person says it by `strips.confirmGood`. */
  'strips.ended': operation(z.object({ id: StripJobId, outcome: z.enum(['completed', 'failed', 'cancelled']), detail: z.string().max(300) }), StripJob),
  /** Which strip was the last good one, counted by a person: the next attempt begins behind it. */
  'strips.confirmGood': operation(z.object({ id: StripJobId, lastGood: z.int().min(0).max(mostStrips) }), StripJob),
  'strips.abandon': operation(z.object({ id: StripJobId }), StripJob),
  'strips.get': operation(z.object({ id: StripJobId }), z.object({ job: StripJob, strips: z.array(StripVolume).readonly() })),
  'strips.listJobs': operation(z.object({ page: PageNumber }), listOf(StripJob)),
  'strips.judgePrinter': operation(PrinterVerdict, Nothing),
  'strips.listVerdicts': operation(Nothing, z.object({ verdicts: z.array(PrinterVerdict.extend({ unitName: z.string(), at: z.iso.datetime() })).readonly() })),
};

/** The sheets from this strip on, in exact size. */
export const stripsPath = (id: StripJobId, from: number): string => `/api/v1/strips/${id}.pdf?from=${String(from)}`;
/** The page with rulers for calibration, in the size of the paper. */
export const stripTestPath = (widthMm: number, heightMm: number): string => `/api/v1/strips/test-page.pdf?width=${String(widthMm)}&height=${String(heightMm)}`;
