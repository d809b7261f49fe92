import { ConfigRefused, readServerConfig } from './config.ts';
import { seedDemoCity } from '../features/demo/index.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** Prints one line `ready <url>` on stdout when terminals may call; logs go to stderr. */
async function main(): Promise<void> {
  const config = readServerConfig(process.env);
  const server = await startServer(config);
  stopOnSignals(server, config.exitsWithParent);
  if (config.isDemo) await seedDemoCity(server.services, { seed: demoSeed, volumes: config.demoVolumes, log: say });
  say(`ready ${server.url}`);
}

/** The city that every first start makes; another number makes another one. */
const demoSeed = 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function stopOnSignals(server: RunningServer, exitsWithParent: boolean): void {
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= server.stop().then(
      () => process.exit(0),
      (error: unknown) => { endWith(error); },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!exitsWithParent) return;
  // The parent holds the other end of stdin: it closes with the parent, however that ends.
  process.stdin.on('end', stop).on('error', stop).resume();
}

/** Config and start-up problems are told in words; they hold no data of persons. */
function endWith(error: unknown): never {
  const isExpected = error instanceof ConfigRefused;
  const text = error instanceof Error ? (isExpected ? error.message : (error.stack ?? error.message)) : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `\n  ${error.cause.message}` : '';
  process.stderr.write(`${text}${cause}\n`);
  process.exit(isExpected ? 2 : 1);
}

main().catch(endWith);
