import type { ServerAddress } from './server-address.ts';
import type { SessionToken } from './session-token.ts';
import type { Uploader } from './uploader.ts';

/** What sends is read with the first upload: the window does not wait for it. */
export function createUploader(parts: ServerAddress & { readonly token: SessionToken }): Uploader {
  let opened: Promise<Uploader> | undefined;
  const open = (): Promise<Uploader> => (opened ??= import('./tus-uploader.ts').then(({ createTusUploader }) => createTusUploader(parts)));
  return {
    upload: async order => (await open()).upload(order),
    close: () => { void opened?.then(uploader => { uploader.close(); }); },
  };
}
