import { queryDesktopApi } from '#shared/contract/query-edition';
import { terminalEvents } from '#shared/contract/terminal-desk-operations';
import { startWindow } from '../start-window.tsx';

const texts = import.meta.glob<Record<string, never>>('../../../assets/locales/*/{common,delegations,errors,outbox,oversight,printing,requests,roster,session,viewing}.json', { eager: true, import: 'default' });

startWindow({ api: queryDesktopApi, events: terminalEvents, texts, loadWorkplace: async () => (await import('./workplace.tsx')).QueryWorkplace });
