import { startWindow } from './start-window.tsx';

startWindow(async () => (await import('./work.ts')).work);
