import type { packageFileOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { volumePackagePath } from '#shared/contract/server/intake-operations';
import type { TerminalServices } from '../../app/services.ts';
import { keepDownload } from './keep-download.ts';

/** A volume for a partner: sealed at the data centre, so that nothing readable comes to this disk. The name says nothing of whose it is. */
export function packageFileHandlers(services: TerminalServices): Handlers<typeof packageFileOperations, unknown> {
  const { session, now } = services;
  return {
    'volumes.savePackage': async ({ id, recipient }) => {
      session.requireUnlocked();
      const day = now().toISOString().slice(0, 10).replaceAll('-', '');
      return { path: await keepDownload(services, { path: volumePackagePath(id, recipient), fileName: `加密档案包-${day}-${id.slice(0, 8)}.zip` }) };
    },
  };
}
