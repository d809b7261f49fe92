import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { link, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase, type Database } from '../../src-server/db/open-database.ts';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'src-server/db');

/**
 * PGlite in memory with its tables, as after the first start. PGlite makes itself and the tables in seconds and opens what is there
 * in a moment, so each begins from an image that was made once for these migrations.
 */
export async function openPreparedDatabase(): Promise<Database> {
  return openDatabase({ kind: 'pglite', image: await openAsBlob(await findImage()) });
}

async function findImage(): Promise<string> {
  const images = join(root, 'build/test-databases');
  const image = join(images, `${await nameOfSources()}.tar`);
  if (await stat(image).then(() => true, () => false)) return image;
  await mkdir(images, { recursive: true });
  const draft = await mkdtemp(join(images, 'draft-'));
  const directory = join(draft, 'database');
  await (await openDatabase({ kind: 'pglite', directory })).close();
  const pglite = await PGlite.create({ dataDir: directory });
  await writeFile(join(draft, 'image.tar'), Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await pglite.close();
  // Another process may have been as quick and read from its own by now: that one stays.
  await link(join(draft, 'image.tar'), image).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { recursive: true });
  return image;
}

/** Another one whenever the tables may be others. */
async function nameOfSources(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json')));
  for (const file of (await readdir(sources, { recursive: true })).filter(name => name.endsWith('.ts')).sort()) hash.update(await readFile(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}
