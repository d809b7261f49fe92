import type { FastifyInstance } from 'fastify';
import type { Reply } from '#shared/contract/operation';
import { AppError, toWire } from '#shared/errors/app-error';
import { errorCatalogue, isErrorCode } from '#shared/errors/error-catalogue';

/** Whatever goes wrong outside an operation (body, session, path) leaves as a Reply too. */
export function addErrorReplies(app: FastifyInstance, reportBug: (error: unknown) => string): void {
  app.setErrorHandler((error, _request, reply) => {
    const answer = failure(translate(error), reportBug);
    return reply.code(statusOf(answer)).send(answer);
  });
  app.setNotFoundHandler((request, reply) => {
    const name = (request.url.split('?')[0] ?? '').split('/').at(-1) ?? '';
    const answer = failure(new AppError('operation.unknown', { name: name.slice(0, 80) }), reportBug);
    return reply.code(statusOf(answer)).send(answer);
  });
}

function failure(error: unknown, reportBug: (error: unknown) => string): Reply {
  return { ok: false, error: toWire(error, reportBug) };
}

export function statusOf(reply: Reply): number {
  if (reply.ok) return 200;
  return isErrorCode(reply.error.code) ? errorCatalogue[reply.error.code].status : 500;
}

/** Fastify's own refusals, which all carry a 4xx status, in the words of the catalogue. */
function translate(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('statusCode' in error)) return error;
  if (error.statusCode === 413) return new AppError('input.too-large', {}, { cause: error });
  const isRefusal = typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
  return isRefusal ? new AppError('input.invalid', { path: '' }, { cause: error }) : error;
}
