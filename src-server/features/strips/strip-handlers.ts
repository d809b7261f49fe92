import type { Handlers } from '#shared/contract/operation';
import type { stripOperations } from '#shared/contract/server/strip-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { findStripVolumes } from './find-volumes.ts';
import { jobFacts, listJobs, requireJob, viewJob } from './job-repository.ts';
import { abandonStrips, confirmStrips, endStrips, startStrips } from './move-strips.ts';
import { prepareStrips } from './prepare-strips.ts';
import { judgePrinter, listVerdicts } from './printer-verdicts.ts';
import { listTemplates, retireTemplate, saveTemplate } from './template-repository.ts';

/** 背条, 标签. The sheets themselves go through `composeStrips`. */
export function stripHandlers(services: Services): Handlers<typeof stripOperations, RequestContext> {
  const { db } = services;
  const moved =
    <Input extends { readonly id: string }>(move: (services: Services, subject: Subject, input: Input) => Promise<void>) =>
    async (input: Input, context: RequestContext) => {
      await move(services, requireSubject(context), input);
      return viewJob(db, input.id);
    };
  return {
    'strips.listTemplates': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'strips.listTemplates');
      return { templates: await listTemplates(db, subject) };
    },
    'strips.saveTemplate': (input, context) => saveTemplate(services, requireSubject(context), input),
    'strips.retireTemplate': async (input, context) => {
      await retireTemplate(services, requireSubject(context), input);
      return {};
    },
    'strips.findVolumes': async (filter, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'strips.findVolumes');
      return findStripVolumes(db, subject, filter);
    },
    'strips.prepare': async (order, context) => viewJob(db, await prepareStrips(services, requireSubject(context), order)),
    'strips.started': moved(startStrips),
    'strips.ended': moved(endStrips),
    'strips.confirmGood': moved(confirmStrips),
    'strips.abandon': moved(abandonStrips),
    'strips.get': async ({ id }, context) => {
      const job = await requireJob(db, id);
      requireAllowed(requireSubject(context), 'strips.get', jobFacts(job));
      return { job: await viewJob(db, id), strips: job.strips };
    },
    'strips.listJobs': async ({ page }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'strips.listJobs');
      return listJobs(db, subject, page);
    },
    'strips.judgePrinter': async (verdict, context) => {
      await judgePrinter(services, requireSubject(context), verdict);
      return {};
    },
    'strips.listVerdicts': async (_input, context) => {
      requireAllowed(requireSubject(context), 'strips.listVerdicts');
      return { verdicts: await listVerdicts(db) };
    },
  };
}
