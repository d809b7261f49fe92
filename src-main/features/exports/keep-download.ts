import { open, rm } from 'node:fs/promises';
import type { CommonServices } from '../../app/services.ts';
import { keepFile } from './keep-file.ts';

/** What the data centre streams, as a file of this terminal, written as it arrives; whole or not at all. */
export async function keepDownload({ server, exportDirectory }: Pick<CommonServices, 'server' | 'exportDirectory'>, of: { readonly path: string; readonly fileName: string }): Promise<string> {
  const path = await keepFile(exportDirectory, of.fileName, new Uint8Array());
  const file = await open(path, 'a');
  try {
    await server.download(of.path, async chunk => {
      await file.appendFile(chunk);
    });
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return path;
}
