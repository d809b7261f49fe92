import { startWindow } from '../start-window.tsx';

const texts = import.meta.glob<Record<string, never>>('../../../assets/locales/*/{common,errors,session}.json', { eager: true, import: 'default' });

startWindow({ texts, loadWork: async () => (await import('./work.ts')).work });
