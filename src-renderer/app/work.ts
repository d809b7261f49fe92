import { desktopApi, desktopEvents } from '#shared/contract/desktop-api';
import type { Work } from './edition-work.ts';
import { Workplace } from './workplace.tsx';

/** Every file: a new namespace needs no registration. */
const texts = import.meta.glob<Record<string, never>>('../../assets/locales/*/*.json', { eager: true, import: 'default' });

export const work: Work = { api: desktopApi, events: desktopEvents, texts, Workplace };
