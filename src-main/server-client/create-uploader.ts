import { readLate } from './read-late.ts';
import type { ServerAddress } from './server-address.ts';
import type { SessionToken } from './session-token.ts';
import type { Uploader } from './uploader.ts';

/** What sends is read with the first upload. */
export function createUploader(parts: ServerAddress & { readonly token: SessionToken }): Uploader {
  const { get, whenRead } = readLate(async () => (await import('./tus-uploader.ts')).createTusUploader(parts));
  return {
    upload: async order => (await get()).upload(order),
    close: () => { void whenRead()?.then(uploader => { uploader.close(); }); },
  };
}
