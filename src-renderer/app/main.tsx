import { desktopApi, desktopEvents } from '#shared/contract/desktop-api';
import { startWindow } from './start-window.tsx';

/** Every file: a new namespace needs no registration. */
const texts = import.meta.glob<Record<string, never>>('../../assets/locales/*/*.json', { eager: true, import: 'default' });

startWindow({ api: desktopApi, events: desktopEvents, texts, loadWorkplace: async () => (await import('./workplace.tsx')).Workplace });
