import { runChromium } from './run-chromium.ts';

await runChromium({ edition: 'query', load: async () => (await import('./start-query-terminal.ts')).startQueryTerminal });
