import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { requireSession } from '../features/identity/index.ts';
import type { Subject } from '../features/authority/index.ts';
import { isPublic } from './guard.ts';
import { maxConcurrentPerAccount } from './limits.ts';
import type { Services } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on public routes. */
    subject: Subject | null;
  }
  interface FastifyContextConfig {
    /** `none`: answered without a session. */
    readonly session?: 'none';
    /** The operation of the contract, or the door, that this route is. */
    readonly operation?: string;
  }
}

/** What an account with a one-time password may do before it has a password of its own. */
const allowedBeforeChange: readonly string[] = ['session.changePassword', 'session.signOut'];

/** Finds out who calls before a byte of the body is read; refuses too many requests of one account at once. */
export function addCallers(app: FastifyInstance, { db, now }: Services): void {
  const running = new Map<string, number>();
  app.decorateRequest('subject', null);

  app.addHook('onRequest', async (request, reply) => {
    const { session, operation = '' } = request.routeOptions.config;
    if (session === 'none' || isPublic(operation) || request.is404) return;
    const { subject, mustChangePassword } = await requireSession(db, readBearerToken(request), now());
    if (mustChangePassword && !allowedBeforeChange.includes(operation)) throw new AppError('session.password-change-required');
    const count = running.get(subject.accountId) ?? 0;
    if (count >= maxConcurrentPerAccount) throw new AppError('server.busy');
    running.set(subject.accountId, count + 1);
    request.subject = subject;
    // Not Fastify's onResponse: uploads answer past Fastify, and a caller may hang up.
    reply.raw.once('close', () => { release(running, subject.accountId); });
  });
}

function release(running: Map<string, number>, accountId: string): void {
  const count = (running.get(accountId) ?? 1) - 1;
  if (count === 0) running.delete(accountId);
  else running.set(accountId, count);
}

function readBearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(headers.authorization ?? '')?.[1];
}
