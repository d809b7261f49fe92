import { runChromium } from './run-chromium.ts';

await runChromium({ edition: 'archive', load: async () => (await import('./start-terminal.ts')).startTerminal });
