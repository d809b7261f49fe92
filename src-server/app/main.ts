import { hasAccounts } from '../features/accounts/index.ts';
import { seedDemoCity } from '../features/demo/index.ts';
import { ConfigRefused, readServerConfig } from './config.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** Prints one line `ready <url>` on stdout when terminals may call; logs go to stderr. */
async function main(): Promise<void> {
  const config = readServerConfig(process.env);
  const server = await startServer(config);
  stopOnSignals(server, config.exitsWithParent);
  if (config.isDemo) await fillDemoCity(server, config.demoVolumes);
  else if (!(await hasAccounts(server.services.db))) say(noAccounts);
  say(`ready ${server.url}`);
}

const noAccounts = `还没有任何账号，谁也不能登录。请停止数据中心，运行 npm run first-administrators 建立三员。
No account exists yet, so nobody can sign in. Stop the data centre and run: npm run first-administrators`;

/** The city that every first start makes; another number makes another one. */
const demoSeed = 2026;
/** Enough to begin with: the other volumes are drawn while the city is already open. */
const volumesBeforeReady = 6;

async function fillDemoCity({ services }: RunningServer, volumes: number): Promise<void> {
  const fill = (count: number): Promise<void> => seedDemoCity(services, { seed: demoSeed, volumes: count, log: say });
  await fill(Math.min(volumes, volumesBeforeReady));
  // What is still missing when the process ends is drawn by the next start.
  if (volumes > volumesBeforeReady) void fill(volumes).catch((error: unknown) => { process.stderr.write(`${describe(error)}\n`); });
}

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
  process.stderr.write(`${isExpected ? error.message : describe(error)}\n`);
  process.exit(isExpected ? 2 : 1);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.stack ?? error.message}\n  ${error.cause.message}` : (error.stack ?? error.message);
}

main().catch(endWith);
