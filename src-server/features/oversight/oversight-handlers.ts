import type { Handlers } from '#shared/contract/operation';
import type { oversightOperations } from '#shared/contract/server/oversight-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Act, type Subject } from '../authority/index.ts';
import { requireEvent } from './event-detail.ts';
import { searchEvents } from './event-search.ts';
import { measureStorage } from './log-storage.ts';
import { findOfficers } from './officers.ts';
import { findPatterns } from './patterns.ts';
import { describeQuestion } from './question-words.ts';
import { listReadings } from './readings.ts';
import { makeReport } from './report.ts';
import { makeReportFile } from './report-file.ts';
import { readWatchRules, setWatchRules } from './watch-rules.ts';

type Watch = Handlers<typeof oversightOperations, RequestContext>;
const maxDays = { patterns: 92, report: 366 } as const;

/** The auditor's desk. He is watched, too: every question of his is an event, turning its pages is not. */
export function oversightHandlers(services: Services): Watch {
  const { db, now } = services;
  const record = (subject: Subject, act: Act, asked: { readonly object?: string; readonly detail?: string } = {}): Promise<void> =>
    recordEvent(db, subject, { act, object: asked.object ?? '', detail: asked.detail ?? '' });
  const enter = (context: RequestContext, act: Act): Subject => {
    const subject = requireSubject(context);
    requireAllowed(subject, act);
    return subject;
  };
  return {
    'audit.list': async (question, context) => {
      const subject = enter(context, 'audit.list');
      const found = await searchEvents(db, question);
      if (question.page === 1) await record(subject, 'audit.list', { object: question.object ?? question.archiveNumber ?? '', detail: describeQuestion(question) });
      return found;
    },
    'audit.get': async ({ sequence }, context) => {
      const subject = enter(context, 'audit.get');
      const found = await requireEvent(db, sequence);
      await record(subject, 'audit.get', { object: String(sequence) });
      return found;
    },
    'audit.officers': async ({ query }, context) => {
      enter(context, 'audit.officers');
      return { officers: await findOfficers(db, query) };
    },
    'audit.accessOf': async (question, context) => {
      const subject = enter(context, 'audit.accessOf');
      const found = await listReadings(db, question, now());
      if (question.page === 1) await record(subject, 'audit.accessOf', { object: objectOf(question.about), detail: describeQuestion(question) });
      return found;
    },
    'audit.patterns': async (period, context) => {
      const subject = enter(context, 'audit.patterns');
      requireShorter(period, maxDays.patterns);
      const rules = await readWatchRules(db);
      const patterns = await findPatterns(db, period, rules);
      await record(subject, 'audit.patterns', { detail: describeQuestion(period) });
      return { rules, patterns };
    },
    'audit.setWatchRules': async (rules, context) => {
      await setWatchRules(db, enter(context, 'audit.setWatchRules'), rules);
      return {};
    },
    'audit.report': async (period, context) => {
      const subject = enter(context, 'audit.report');
      requireShorter(period, maxDays.report);
      const report = await makeReport(db, { period, madeBy: subject.displayName, now: now() });
      await record(subject, 'audit.report', { detail: describeQuestion(period) });
      return report;
    },
    'audit.reportFile': async ({ format, ...period }, context) => {
      const subject = enter(context, 'audit.reportFile');
      requireShorter(period, maxDays.report);
      const file = await makeReportFile(services, { period, madeBy: subject.displayName, format });
      await record(subject, 'audit.reportFile', { object: file.fileName, detail: describeQuestion(period) });
      return file;
    },
    'audit.storage': (_input, context) => {
      enter(context, 'audit.storage');
      return measureStorage(services);
    },
  };
}

function requireShorter({ from, until }: { readonly from: string; readonly until: string }, days: number): void {
  const length = Date.parse(until) - Date.parse(from);
  if (length <= 0 || length > (days + 1) * 86_400_000) throw new AppError('audit.period-too-long', { days });
}

function objectOf(about: { readonly kind: 'file'; readonly archiveNumber: string } | { readonly kind: 'request'; readonly requestNumber: string } | { readonly kind: 'officer'; readonly accountId: string }): string {
  if (about.kind === 'file') return about.archiveNumber;
  return about.kind === 'request' ? about.requestNumber : about.accountId;
}
