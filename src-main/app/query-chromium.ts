import { runChromium } from './run-chromium.ts';
import { startQueryTerminal } from './start-query-terminal.ts';

await runChromium({ edition: 'query', start: startQueryTerminal });
