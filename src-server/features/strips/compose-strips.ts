import { layoutTestPage, type PaperMm } from '#shared/domain/calibration';
import { layoutStripSheets, planStripSheets } from '#shared/domain/strip-sheets';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { paintSheets } from '../sheets/index.ts';
import { jobFacts, requireJob } from './job-repository.ts';

const pointsPerUnit = 72 / 25.4;

/** The strips from this one on, as they were registered. A name with a character that no font has is refused here, before any printer hears of it. */
export async function composeStrips({ db, now }: Services, subject: Subject, { id, from }: { readonly id: string; readonly from: number }): Promise<Buffer> {
  const job = await requireJob(db, id);
  requireAllowed(subject, 'strips.readSheets', jobFacts(job));
  const { template, paper, marginMm, registerNumber } = job;
  const setting = { paper, marginMm };
  const plan = planStripSheets(template, setting);
  const strips = job.strips.slice(from - 1);
  if (!plan || strips.length === 0) throw new AppError('resource.not-found');
  const { sheets } = layoutStripSheets(template, strips.map(({ values }) => values), { plan, setting });
  const pdf = await paintSheets({ title: registerNumber, at: now(), width: plan.widthMm, height: plan.heightMm, pointsPerUnit, red: template.redInk, missing: 'refuse' }, sheets);
  await recordEvent(db, subject, { act: 'strips.readSheets', object: registerNumber, detail: `from=${String(from)} strips=${String(strips.length)} sheets=${String(sheets.length)}` });
  return pdf;
}

/** Rulers in exact millimetres; holds nothing of anybody. */
export async function composeTestPage({ now }: Services, subject: Subject, paper: PaperMm): Promise<Buffer> {
  requireAllowed(subject, 'strips.readTestPage');
  return paintSheets({ title: '打印校准', at: now(), width: paper.widthMm, height: paper.heightMm, pointsPerUnit, missing: 'refuse' }, [layoutTestPage(paper)]);
}
