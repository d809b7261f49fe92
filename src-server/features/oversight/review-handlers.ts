import type { Handlers } from '#shared/contract/operation';
import type { oversightOperations } from '#shared/contract/server/oversight-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { describeQuestion, enterDesk, recordQuestion } from './own-questions.ts';
import type { Period } from './pattern-figures.ts';
import { findPatterns } from './patterns.ts';
import { makeReport } from './report.ts';
import { makeReportFile } from './report-file.ts';
import { readWatchRules, setWatchRules } from './watch-rules.ts';

type Review = Pick<typeof oversightOperations, 'audit.patterns' | 'audit.setWatchRules' | 'audit.report' | 'audit.reportFile'>;
const maxDays = { patterns: 92, report: 366 } as const;

/** What walks over a whole period of the log. */
export function reviewHandlers(services: Services): Handlers<Review, RequestContext> {
  const { db, now } = services;
  return {
    'audit.patterns': async (period, context) => {
      const subject = enterDesk(context, 'audit.patterns');
      requireShorter(period, maxDays.patterns);
      const rules = await readWatchRules(db);
      const patterns = await findPatterns(db, period, rules);
      await recordQuestion(db, subject, { act: 'audit.patterns', detail: describeQuestion(period) });
      return { rules, patterns };
    },
    'audit.setWatchRules': async (rules, context) => {
      await setWatchRules(db, enterDesk(context, 'audit.setWatchRules'), rules);
      return {};
    },
    'audit.report': async (period, context) => {
      const subject = enterDesk(context, 'audit.report');
      requireShorter(period, maxDays.report);
      const report = await makeReport(db, { period, madeBy: subject.displayName, now: now() });
      await recordQuestion(db, subject, { act: 'audit.report', detail: describeQuestion(period) });
      return report;
    },
    'audit.reportFile': async ({ format, ...period }, context) => {
      const subject = enterDesk(context, 'audit.reportFile');
      requireShorter(period, maxDays.report);
      const file = await makeReportFile(services, { period, madeBy: subject.displayName, format });
      await recordQuestion(db, subject, { act: 'audit.reportFile', object: file.fileName, detail: describeQuestion(period) });
      return file;
    },
  };
}

function requireShorter({ from, until }: Period, days: number): void {
  const length = Date.parse(until) - Date.parse(from);
  if (length <= 0 || length > (days + 1) * 86_400_000) throw new AppError('audit.period-too-long', { days });
}
