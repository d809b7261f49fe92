import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { folderOf, writeDelivery } from '../../features/demo/index.ts';

const help = `Makes a supplier's delivery of invented volumes, to try intake with: one folder for each volume, with 目录.xlsx and the pictures.

  npm run delivery -- [--out DIR] [--volumes N] [--seed N] [--clean]

  --out DIR    where to (default data/delivery); must not exist yet
  --volumes N  how many (default 6, at most 60); people of the demonstration city, the last of its roll first
  --seed N     of the city (default 2026, the one that npm start makes)
  --clean      without the faults that otherwise every third volume has`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'data/delivery' }, volumes: { type: 'string', default: '6' }, seed: { type: 'string', default: '2026' }, clean: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(help);
    return;
  }
  const [volumes, seed] = [Number(values.volumes), Number(values.seed)];
  if (!Number.isInteger(volumes) || volumes < 1 || volumes > 60 || !Number.isInteger(seed)) throw new Error('--volumes is a number from 1 to 60, --seed a whole number.');
  const directory = resolve(values.out);
  if (existsSync(directory)) throw new Error(`${directory} is there already; nothing is overwritten.`);
  await mkdir(directory, { recursive: true });
  await writeDelivery(directory, { seed, volumes, spoilEvery: values.clean ? null : 3 }, volume => {
    console.log(`${join(directory, folderOf(volume))}${volume.fault === null ? '' : `  （${volume.fault}）`}`);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
