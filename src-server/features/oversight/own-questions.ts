import type { RequestContext } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Act, type Subject } from '../authority/index.ts';

export function enterDesk(context: RequestContext, act: Act): Subject {
  const subject = requireSubject(context);
  requireAllowed(subject, act);
  return subject;
}

type Asked = { readonly act: Act; readonly object?: string; readonly detail?: string };

export function recordQuestion(db: Db, subject: Subject, { act, object = '', detail = '' }: Asked): Promise<void> {
  return recordEvent(db, subject, { act, object, detail });
}

/** What was asked, as `name=value` words: everything that narrows, nothing that was left open. */
export function describeQuestion(question: Readonly<Record<string, unknown>>): string {
  return Object.entries(question)
    .filter(([name, value]) => name !== 'page' && name !== 'about' && !isOpen(value))
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`)
    .join(' ');
}

function isOpen(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
