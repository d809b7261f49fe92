import { createChromiumHost } from '../host/chromium/chromium-host.ts';
import { createLog } from './log.ts';
import { runTerminal } from './run-terminal.ts';

const log = createLog(line => process.stderr.write(line));

await runTerminal(({ isHeadless, browser }) =>
  createChromiumHost({
    headless: isHeadless,
    ...browser,
    onLog: ({ level, event, detail }) => {
      if (level === 'warn') log.warn(event, detail);
    },
  }),
);
