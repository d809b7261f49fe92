import type { logFileOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { logExportPath } from '#shared/contract/server-api';
import type { TerminalServices } from '../../app/services.ts';
import { keepDownload } from '../exports/index.ts';

/** The whole log as a file of this terminal; for `danglian-verify` and for the archive of the auditor. Half a log would prove nothing. */
export function logFileHandlers(services: TerminalServices): Handlers<typeof logFileOperations, unknown> {
  const { session, now } = services;
  return {
    'audit.saveLog': async () => {
      session.requireUnlocked();
      const minute = now().toISOString().slice(0, 16).replace(/[-:]/g, '');
      return { path: await keepDownload(services, { path: logExportPath, fileName: `danglian-audit-${minute}.jsonl` }) };
    },
  };
}
