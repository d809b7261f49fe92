import { createChromiumHost } from '../host/chromium/chromium-host.ts';
import { runTerminal } from './run-terminal.ts';

await runTerminal(({ isHeadless, browser }) => createChromiumHost({ headless: isHeadless, ...browser }));
