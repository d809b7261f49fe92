import { open, rm } from 'node:fs/promises';
import type { logFileOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { logExportPath } from '#shared/contract/server-api';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile } from '../exports/index.ts';

/** The whole log as a file of this terminal, written as it arrives; for `danglian-verify` and for the archive of the auditor. */
export function logFileHandlers({ server, session, exportDirectory, now }: TerminalServices): Handlers<typeof logFileOperations, unknown> {
  return {
    'audit.saveLog': async () => {
      session.requireUnlocked();
      const minute = now().toISOString().slice(0, 16).replace(/[-:]/g, '');
      const path = await keepFile(exportDirectory, `danglian-audit-${minute}.jsonl`, new Uint8Array());
      const file = await open(path, 'a');
      try {
        await server.download(logExportPath, async chunk => {
          await file.appendFile(chunk);
        });
        await file.sync();
      } catch (error) {
        // Half a log proves nothing.
        await rm(path, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      return { path };
    },
  };
}
