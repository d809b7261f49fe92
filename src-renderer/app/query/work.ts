import { queryDesktopApi } from '#shared/contract/query-edition';
import { terminalEvents } from '#shared/contract/terminal-desk-operations';
import type { Work } from '../edition-work.ts';
import { QueryWorkplace } from './workplace.tsx';

const texts = import.meta.glob<Record<string, never>>('../../../assets/locales/*/{common,delegations,errors,outbox,oversight,printing,requests,roster,session,viewing}.json', { eager: true, import: 'default' });

export const work: Work = { api: queryDesktopApi, events: terminalEvents, texts, Workplace: QueryWorkplace };
