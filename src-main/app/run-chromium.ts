import { createChromiumHost } from '../host/chromium/chromium-host.ts';
import { createLog } from './log.ts';
import { runTerminal, type Program } from './run-terminal.ts';

export async function runChromium(program: Program): Promise<void> {
  const log = createLog(line => process.stderr.write(line));
  await runTerminal(program, ({ isHeadless, browser }) =>
    createChromiumHost({
      headless: isHeadless,
      ...browser,
      onLog: ({ level, event, detail }) => {
        if (level === 'warn') log.warn(event, detail);
      },
    }),
  );
}
