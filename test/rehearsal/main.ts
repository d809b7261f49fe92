// npm run rehearse -- [--volumes 70000] [--batch 5000] [--blobs 0.1]
import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Batch } from '../../src-shared/domain/intake.ts';
import { createVolumeMaker, writeBatch, type ExpectedVolume } from './make-volumes.ts';
import { prove, type Proof } from './prove.ts';
import { runBatch, type Watch } from './run-batch.ts';
import { openSite, type Site } from './site.ts';

const { values } = parseArgs({ options: { volumes: { type: 'string', default: '70000' }, batch: { type: 'string', default: '5000' }, blobs: { type: 'string', default: '0.1' } } });
const [volumes, batchSize, blobShare] = [Number(values.volumes), Number(values.batch), Number(values.blobs)];
const started = performance.now();
const say = (line: string): void => { console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}`); };

type Kill = { readonly what: string; readonly at: number; readonly run: (site: Site) => Promise<void> };

/** SIGKILL three times, each at a random moment of its third of the way. */
function planKills(): Kill[] {
  const within = (third: number): number => Math.floor((volumes * third) / 3) + randomInt(1, Math.max(2, Math.floor(volumes / 4)));
  return [
    { what: 'the data centre', at: within(0), run: site => site.killCentre() },
    { what: 'the importer', at: within(1), run: site => site.killImporter() },
    { what: 'the data centre', at: within(2), run: site => site.killCentre() },
  ];
}

async function rehearse(site: Site): Promise<{ readonly proof: Proof; readonly batches: readonly Batch[]; readonly kills: readonly string[] }> {
  const make = await createVolumeMaker();
  const expected: ExpectedVolume[] = [];
  const batches: Batch[] = [];
  const waiting = planKills();
  const kills: string[] = [];
  const watchFrom = (before: number): Watch => {
    const killIfDue = async (done: number): Promise<void> => {
      const due = waiting[0];
      if (due === undefined || before + done < due.at) return;
      waiting.shift();
      kills.push(`${due.what} with ${String(before + done)} of ${String(volumes)} volumes checked`);
      say(`kill -9: ${kills.at(-1) ?? ''}`);
      await due.run(site);
    };
    return { onChecked: killIfDue, onAccepting: () => Promise.resolve() };
  };
  for (let from = 0, number = 1; from < volumes; from += batchSize, number += 1) {
    const to = Math.min(volumes, from + batchSize);
    const written = await writeBatch(make, { directory: join(site.directory, `medium-${String(number)}`), from, to });
    expected.push(...written.expected);
    const batch = await runBatch(site, { directory: written.directory, volumes: to - from, number }, watchFrom(from));
    batches.push(batch);
    await rm(written.directory, { recursive: true });
    const { offered, accepted, returned, pagesAccepted, pagesReturned } = batch.account;
    say(`${batch.number}: offered ${String(offered)} = accepted ${String(accepted)} + returned ${String(returned)}; pages ${String(pagesAccepted)} + ${String(pagesReturned)}`);
  }
  return { proof: await prove(site, expected, blobShare), batches, kills };
}

const site = await openSite();
try {
  const { proof, batches, kills } = await rehearse(site);
  const seconds = (performance.now() - started) / 1000;
  const isBalanced = proof.faults.length === 0 && proof.volumesOffered === proof.volumesAccepted + proof.volumesReturned && proof.pagesExpected === proof.pagesFound;
  const report = { rehearsal: 'migration', isBalanced, ...proof, kills, batches: batches.map(({ number, account }) => ({ number, ...account })), seconds: Math.round(seconds), volumesPerSecond: Number((volumes / seconds).toFixed(1)) };
  const folder = fileURLToPath(new URL('../../out/rehearsal', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  say(`${isBalanced ? 'balances' : 'DOES NOT BALANCE'}: ${String(proof.volumesOffered)} offered, ${String(proof.volumesAccepted)} accepted, ${String(proof.volumesReturned)} returned; ${String(proof.pagesFound)} of ${String(proof.pagesExpected)} pages; report in out/rehearsal/`);
  for (const fault of proof.faults) console.error(fault);
  console.log(JSON.stringify({ rehearsal: 'migration', isBalanced, volumes, seconds: report.seconds, volumesPerSecond: report.volumesPerSecond, kills: kills.length }));
  process.exitCode = isBalanced ? 0 : 1;
} finally {
  await site.close();
}
