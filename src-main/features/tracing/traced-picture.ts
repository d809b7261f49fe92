import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { tracedPictureOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { maxTracedBytes } from '#shared/domain/trace';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { sourceOf } from '../../server-client/index.ts';

/** A leaked picture on its way to the data centre. Nothing is copied to this terminal's disk. */
export function tracedPictureHandlers({ server, session }: TerminalServices): Handlers<typeof tracedPictureOperations, unknown> {
  return {
    'traces.send': async ({ path }) => {
      session.requireUnlocked();
      const fileName = basename(path).slice(-200);
      const bytes = await readPicture(path, fileName);
      const { uploadId } = await server.upload({ source: sourceOf(bytes), url: null, onUrl: () => Promise.resolve(), onProgress: () => undefined });
      return { uploadId, fileName };
    },
  };
}

/** Whole, and no larger than the data centre takes. */
async function readPicture(path: string, fileName: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('delivery.file-unreadable', { file: fileName }, { cause });
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new AppError('delivery.not-plain', { file: fileName });
    if (facts.size > maxTracedBytes) throw new AppError('image.too-large');
    return await file.readFile();
  } finally {
    await file.close();
  }
}
