import { createChromiumHost } from '../host/chromium/index.ts';
import { runTerminal } from './run-terminal.ts';

await runTerminal(({ isHeadless, browser }) => createChromiumHost({ headless: isHeadless, ...browser }));
