import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { stripOperations } from '#shared/contract/server/strip-operations';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { StripTemplate } from '#shared/domain/spine-strip';
import { StripVolume } from '#shared/domain/strip-job';
import type { StripFinding } from '#shared/domain/strip-layout';
import { layoutStripSheets, planStripSheets, type StripSetting } from '#shared/domain/strip-sheets';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { findStripVolumes } from './find-volumes.ts';
import { requireTemplate } from './template-repository.ts';

type Order = z.output<(typeof stripOperations)['strips.prepare']['input']>;

/** Registers a batch once for each key; nothing that would not come out right is registered. Answers its id. */
export async function prepareStrips({ db, now }: Services, subject: Subject, order: Order): Promise<string> {
  requireAllowed(subject, 'strips.prepare');
  const known = await findByKey(db, subject, order.idempotencyKey);
  if (known !== undefined) return known;
  const template = await requireTemplate(db, subject, { id: order.templateId, version: order.version });
  const volumes = await requireVolumes(db, subject, order);
  requirePrintable(template, volumes, order);
  const at = now();
  return db.transaction().execute(async tx => {
    const year = formatSiteDay(at).slice(0, 4);
    const count = await nextNumber(tx, `strips:${year}`);
    const twin = await findByKey(tx, subject, order.idempotencyKey);
    if (twin !== undefined) return twin;
    const [id, registerNumber] = [randomUUID(), `BT${year}-${String(count).padStart(5, '0')}`];
    const { templateId, version: templateVersion, paper, marginMm, idempotencyKey } = order;
    await tx
      .insertInto('stripJobs')
      .values({
        ...{ id, registerNumber, unitId: subject.unitId, templateId, templateVersion, template: JSON.stringify(template), paper, marginMm, idempotencyKey },
        ...{ strips: JSON.stringify(volumes), stripCount: volumes.length, state: 'open', accountId: subject.accountId, preparedAt: at },
      })
      .execute();
    const [first, last] = [volumes[0]?.values.archiveNumber ?? '', volumes.at(-1)?.values.archiveNumber ?? ''];
    await recordEvent(tx, subject, { act: 'strips.prepare', object: registerNumber, detail: `${template.name} v${String(templateVersion)} ${paper} strips=${String(volumes.length)} ${first}…${last}` });
    return id;
  });
}

async function findByKey(db: Db, { accountId }: Subject, idempotencyKey: string): Promise<string | undefined> {
  const known = await db.selectFrom('stripJobs').select(['id', 'accountId']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (known && known.accountId !== accountId) throw new AppError('record.changed');
  return known?.id;
}

/** All of them or none: one that is closed to him looks as if it were not there. */
async function requireVolumes(db: Db, subject: Subject, { volumeIds }: Order): Promise<readonly StripVolume[]> {
  const asked = [...new Set(volumeIds)];
  const { volumes } = await findStripVolumes(db, subject, { query: '', unitId: null, copy: null, volumeIds: asked });
  if (volumes.length !== asked.length) throw new AppError('resource.not-found');
  return volumes.map(volume => StripVolume.parse(volume));
}

export function requirePrintable(template: StripTemplate, volumes: readonly StripVolume[], setting: StripSetting): void {
  const plan = planStripSheets(template, setting);
  if (!plan) throw new AppError('strip.no-room', { paper: setting.paper.toUpperCase() });
  const [finding] = layoutStripSheets(template, volumes.map(({ values }) => values), { plan, setting }).findings;
  if (finding) throw unprintable(finding, volumes[finding.position]?.values.archiveNumber ?? '');
}

const codes = { 'too-long': 'strip.too-long', outside: 'strip.outside', 'barcode-characters': 'strip.barcode-unfit', 'barcode-too-fine': 'strip.barcode-too-fine' } as const;

function unprintable({ problem, field, foundMm, leastMm }: StripFinding, archiveNumber: string): AppError {
  return new AppError(codes[problem], { archiveNumber, field: field + 1, foundMm, leastMm });
}
