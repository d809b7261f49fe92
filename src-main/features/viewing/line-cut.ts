import { sessionEndings } from '#shared/domain/session-ending';
import { AppError } from '#shared/errors/app-error';

const cutCodes: readonly string[] = ['server.unreachable', 'operation.timed-out'];
const endingCodes: readonly string[] = ['grant.expired', 'grant.withdrawn', 'view-session.closed', 'resource.not-found', 'session.required', ...sessionEndings];

/** Nobody answered. A data centre that shows a certificate nobody believes is no cut line: then nothing is shown. */
export const isCut = (error: unknown): boolean => error instanceof AppError && cutCodes.includes(error.code);

/** The data centre has said that there is nothing to be read here any more. */
export const endsReading = (error: unknown): boolean => error instanceof AppError && endingCodes.includes(error.code);
