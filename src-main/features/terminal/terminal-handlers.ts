import type { z } from 'zod';
import type { terminalOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { publicOperations } from '#shared/contract/server/session-operations';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';

const Site = publicOperations['site.get'].output;
type Site = z.infer<typeof Site>;
const stateName = 'site';

/** Before the data centre was reached for the first time nothing is known of it. */
const unknownSite: Site = { siteName: '', isDemo: false, version: '', demoAccounts: [] };

export function terminalHandlers({ server, store, terminal, log }: CommonServices): Handlers<Pick<typeof terminalOperations, 'terminal.get'>, unknown> {
  let known: string | undefined;

  const askSite = async (): Promise<Site> => {
    const site = await server.call('site.get', {});
    const text = JSON.stringify(site);
    if (text !== known) await store.state.save(stateName, site);
    known = text;
    return site;
  };
  const lastSite = async (error: unknown): Promise<Site> => {
    if (!(error instanceof AppError)) throw error;
    log.warn('site unknown', { code: error.code });
    return (await store.state.find(stateName, Site)) ?? unknownSite;
  };

  return {
    'terminal.get': async () => {
      const { siteName, isDemo, demoAccounts } = await askSite().catch(lastSite);
      return { name: terminal.name(), hostKind: terminal.hostKind, version: terminal.version, edition: terminal.edition, siteName, isDemo, demoAccounts, isOnline: server.isOnline() };
    },
  };
}
