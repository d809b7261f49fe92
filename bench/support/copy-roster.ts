import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { makeManyPerson, type PersonRow, type Workplace } from '../../src-server/features/demo/index.ts';
import { personTermsOf } from '../../src-server/features/people/index.ts';

const psql = '/usr/lib/postgresql/15/bin/psql';

export type RosterPlan = { readonly seed: number; readonly persons: number; readonly workplaces: readonly Workplace[] };

/**
 * Fills `persons` and `person_terms` by COPY, with the same people and terms that the product would have written. Keys and
 * indexes are taken away meanwhile and built again from the tables' own definitions.
 */
export async function copyRoster(databaseUrl: string, { seed, persons, workplaces }: RosterPlan): Promise<void> {
  const restore = await takeIndexes(databaseUrl);
  const people = startCopy(databaseUrl, `persons (${personColumns.map(toSnake).join(', ')})`);
  const terms = startCopy(databaseUrl, 'person_terms (kind, term, person_id)');
  for (let from = 0; from < persons; from += chunk) {
    const batch = Array.from({ length: Math.min(chunk, persons - from) }, (_, offset) => makeManyPerson(seed, from + offset, workplaces));
    await people.write(batch.map(person => personColumns.map(column => String(person[column])).join('\t')));
    await terms.write(batch.flatMap(personTermsOf).map(({ kind, term, personId }) => `${kind}\t${term}\t${personId}`));
  }
  await Promise.all([people.end(), terms.end()]);
  await runSql(databaseUrl, `set maintenance_work_mem = '512MB'; ${restore.join('; ')}; vacuum analyze persons; vacuum analyze person_terms;`);
}

const chunk = 2000;
const personColumns = [
  'id', 'name', 'gender', 'bornOn', 'idNumber', 'ethnicity', 'nativePlace', 'politicalStatus', 'workStartedOn', 'unitId', 'post',
  'managingUnitId', 'archiveNumber', 'status', 'secrecyLevel', 'secrecyYears', 'volumeCount',
] as const satisfies readonly (keyof PersonRow)[];
const toSnake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** Drops what makes filling slow; returns the statements that bring it back. */
async function takeIndexes(databaseUrl: string): Promise<string[]> {
  const listed = await runSql(
    databaseUrl,
    `select 'alter table person_terms drop constraint ' || conname || chr(9) || 'alter table person_terms add constraint ' || conname || ' ' || pg_get_constraintdef(oid)
       from pg_constraint where conrelid = 'person_terms'::regclass and contype in ('p', 'f')
     union all
     select 'drop index ' || indexname || chr(9) || indexdef from pg_indexes
       where tablename in ('persons', 'person_terms') and not exists (select from pg_constraint where conname = indexname)`,
  );
  const pairs = listed.split('\n').filter(line => line !== '').map(line => line.split('\t'));
  await runSql(databaseUrl, pairs.map(([drop]) => drop).join('; '));
  return pairs.map(([, add]) => add ?? '');
}

type Copy = { write(lines: readonly string[]): Promise<void>; end(): Promise<void> };

function startCopy(databaseUrl: string, target: string): Copy {
  const child = spawn(psql, [databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1', '-c', `copy ${target} from stdin`], { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(child, 'exit').then(([code]) => { if (code !== 0) throw new Error(`copy into ${target} failed`); });
  ended.catch(() => undefined);
  // A psql that gave up closes its end; its exit status tells.
  child.stdin.on('error', () => undefined);
  return {
    write: lines => Promise.race([writeAll(child.stdin, `${lines.join('\n')}\n`), ended]),
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function writeAll(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

async function runSql(databaseUrl: string, script: string): Promise<string> {
  const child = spawn(psql, [databaseUrl, '-qAtX', '-v', 'ON_ERROR_STOP=1'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(script.endsWith(';') ? script : `${script};`);
  let output = '';
  for await (const part of child.stdout) output += String(part);
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error('psql refused a statement');
  return output;
}
