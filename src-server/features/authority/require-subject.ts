import { AppError } from '#shared/errors/app-error';
import type { Subject } from './subject.ts';

/** For handlers of everything that is not public: who asks, or `session.required`. */
export function requireSubject({ subject }: { readonly subject: Subject | null }): Subject {
  if (!subject) throw new AppError('session.required');
  return subject;
}
