import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Metadata, Server, type ServerOptions, type Upload } from '@tus/server';
import { packageUploadKind, uploadsPath } from '#shared/contract/server-api';
import { maxPackageBytes } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { createInserter } from '../../db/insert-rows.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { createUploadLocker } from './upload-locker.ts';
import { UploadStore } from './upload-store.ts';

/** One page image; the largest that a 600 dpi scan of A3 in colour makes as JPEG, with room. */
export const maxUploadBytes = 80 * 1024 * 1024;
const idPattern = /^[0-9a-f]{32}$/;

/** A request on the uploads door whose right to it has been proved; `uploadId` is absent while one is created. */
export type UploadRequest = { readonly subject: Subject; readonly uploadId: string | undefined };

export type UploadDoor = {
  /** Throws `resource.not-found` for an upload of another account as for none. */
  requireUpload(subject: Subject, uploadId: string | undefined): Promise<UploadRequest>;
  /** Speaks tus on the raw request; call with what `requireUpload` gave. */
  handle(request: IncomingMessage, response: ServerResponse, allowed: UploadRequest): Promise<void>;
};

/** Resumable uploads (tus 1.0) of page images and of packages, for all processes that share the database and the data directory. */
export function createUploadDoor(services: Services, reportBug: (error: unknown) => string): UploadDoor {
  const allowedRequests = new WeakMap<object, UploadRequest>();
  const findAllowed = (request: TusRequest): UploadRequest | undefined => {
    const raw = request.runtime?.node?.req;
    return raw && allowedRequests.get(raw);
  };
  const tus = new Server({
    ...protocolOptions,
    datastore: new UploadStore(services),
    locker: createUploadLocker(services.db),
    // The id whose owner was checked, not what the library reads from the address itself.
    getFileIdFromRequest: request => findAllowed(request)?.uploadId,
    onUploadCreate: async (request, upload) => {
      await insertUpload(services, findAllowed(request), upload);
      return { metadata: {} };
    },
    onResponseError: (_request, error) => ('status_code' in error ? undefined : { status_code: 500, body: JSON.stringify({ reportId: reportBug(error) }) }),
  });
  return {
    requireUpload: (subject, uploadId) => requireUpload(services, subject, uploadId),
    handle: async (request, response, allowed) => {
      allowedRequests.set(request, allowed);
      await tus.handle(request, response);
    },
  };
}

/** Removes uploads that nobody filed in time; returns how many. */
export function sweepUploads(services: Services): Promise<number> {
  return new UploadStore(services).deleteExpired();
}

type TusRequest = Parameters<NonNullable<ServerOptions['onUploadCreate']>>[0];

const protocolOptions = {
  path: uploadsPath,
  relativeLocation: true,
  respectForwardedHeaders: false,
  // Both kinds come through one door; which it is, the request that creates the upload says. What follows fits the size that was told then.
  maxSize: ({ method, headers }: TusRequest) => (method !== 'POST' || isPackage(readMetadata(headers)) ? maxPackageBytes : maxUploadBytes),
  // Nobody uploads from a browser: no other origin is named.
  allowedOrigins: () => false,
  namingFunction: () => randomBytes(16).toString('hex'),
};

/** Words that are none are no words: the library refuses them itself. */
function readMetadata(headers: TusRequest['headers']): Upload['metadata'] {
  try {
    return Metadata.parse(headers.get('upload-metadata') ?? undefined);
  } catch {
    return {};
  }
}

function isPackage(metadata: Upload['metadata']): boolean {
  return metadata?.['kind'] === packageUploadKind;
}

async function requireUpload({ db }: Services, subject: Subject, uploadId: string | undefined): Promise<UploadRequest> {
  if (uploadId === undefined) {
    requireAllowed(subject, 'uploads.write', { participantIds: [subject.accountId] });
    return { subject, uploadId };
  }
  const row = idPattern.test(uploadId) ? await db.selectFrom('uploads').select('accountId').where('id', '=', uploadId).executeTakeFirst() : undefined;
  if (row === undefined) throw new AppError('resource.not-found');
  requireAllowed(subject, 'uploads.write', { participantIds: [row.accountId], object: uploadId });
  return { subject, uploadId };
}

const insertUploadRow = createInserter('uploads', ['id', 'accountId', 'size', 'isPackage', 'createdAt']);

async function insertUpload({ db, now }: Services, allowed: UploadRequest | undefined, { id, size, metadata }: Upload): Promise<void> {
  if (allowed === undefined || size === undefined) throw new Error('An upload was created without an owner or a size.');
  await insertUploadRow(db, [{ id, accountId: allowed.subject.accountId, size, isPackage: isPackage(metadata), createdAt: now() }]);
}
