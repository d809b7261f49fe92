import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createIntlCrypto } from '../../blobs/crypto-provider.ts';
import { openDirectoryPageStore } from '../../blobs/directory-page-store.ts';
import { loadMasterKey } from '../../blobs/master-key.ts';
import { openDatabase } from '../../db/open-database.ts';
import { seedDemoCity, seedManyVolumes, type BulkProgress } from '../../features/demo/index.ts';
import { readServerConfig } from '../config.ts';

const help = `Fills a data centre with an invented city, for demonstrations and rehearsals.

  npm run seed -- [--volumes N] [--drawn N] [--seed N]

  --volumes N  people with one volume each, made in bulk (default 70000). Names, units, dates, catalogues and search
               terms are made for each of them; page pictures are NOT: all volumes share those of the drawn ones, so the
               name on a picture is not the name of the file. For sizes and speeds that is the same.
  --drawn N    volumes of the demonstration city that are drawn page by page (default 6, at most 60)
  --seed N     another number makes another city (default 1); the same number makes the same one, passwords apart

Works on DATABASE_URL, else on the embedded database of DANGLIAN_DATA_DIR (default data/centre; stop the data centre
first). A run that was stopped goes on where it was. Refuses a database that holds anything else, and production.`;

type Choice = { readonly volumes: number; readonly drawn: number; readonly seed: number };

function readChoice(): Choice | undefined {
  const { values } = parseArgs({ options: { volumes: { type: 'string' }, drawn: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  return values.help === true ? undefined : { volumes: readCount(values.volumes, { fallback: 70_000, max: 7_000_000 }), drawn: readCount(values.drawn, { fallback: 6, max: 60 }), seed: readCount(values.seed, { fallback: 1, max: 2 ** 31 }) };
}

function readCount(text: string | undefined, { fallback, max }: { readonly fallback: number; readonly max: number }): number {
  if (text === undefined) return fallback;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > max) throw new Error(`"${text}" is not a whole number from 0 to ${String(max)}.`);
  return count;
}

/** One line that is written over: done, speed, time left. */
function createReporter(): (progress: BulkProgress) => void {
  let started: { readonly at: number; readonly done: number } | undefined;
  return ({ done, total }) => {
    started ??= { at: performance.now(), done };
    const perSecond = (done - started.done) / Math.max(0.001, (performance.now() - started.at) / 1000);
    const left = perSecond > 0 ? `, ${perSecond.toFixed(0)} per second, ${String(Math.ceil((total - done) / perSecond))} s left` : '';
    process.stdout.write(`${process.stdout.isTTY ? '\r\u001b[K' : ''}${String(done)}/${String(total)} volumes${left}${process.stdout.isTTY && done < total ? '' : '\n'}`);
  };
}

async function seed({ volumes, drawn, seed: number }: Choice): Promise<void> {
  const config = readServerConfig(process.env);
  if (config.isProduction) throw new Error('Production holds real people: nothing is invented there.');
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o700 });
  const pages = await openDirectoryPageStore(join(config.dataDirectory, 'pages'), createIntlCrypto(await loadMasterKey(config.dataDirectory, config.masterKey)));
  const database = await openDatabase(config.database);
  try {
    await seedDemoCity({ db: database.db, pages, now: () => new Date() }, { seed: number, volumes: drawn, log: line => { console.log(line); } });
    if (volumes > 0) await seedManyVolumes(database.db, { seed: number, volumes, report: createReporter() });
  } finally {
    await database.close();
  }
}

async function main(): Promise<void> {
  const choice = readChoice();
  if (choice === undefined) console.log(help);
  else await seed(choice);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
