import { runChromium } from './run-chromium.ts';
import { startTerminal } from './start-terminal.ts';

await runChromium({ edition: 'archive', start: startTerminal });
