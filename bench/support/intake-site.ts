import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createIntlCrypto } from '../../src-server/blobs/crypto-provider.ts';
import { loadMasterKey } from '../../src-server/blobs/master-key.ts';
import { openUploadArea } from '../../src-server/blobs/upload-area.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import { BatchId, IdempotencyKey } from '../../src-shared/domain/ids.ts';
import { startDataCentre } from '../../test/support/data-centre.ts';
import { startPostgres } from '../../test/support/postgres.ts';

/** Megabytes that the process really has: shared pages by their part, and the most it ever had. */
export type Memory = { readonly pssMb: number; readonly peakMb: number };

/** A data centre in a process of its own, on a PostgreSQL that waits for the disk, with an archivist who delivers to it. */
export type IntakeSite = {
  /** A finished upload, as the upload door leaves it behind. */
  readonly upload: (name: string, zip: Buffer) => Promise<Delivery>;
  /** From the first offer until the last package is checked, in milliseconds. */
  readonly check: (deliveries: readonly Delivery[]) => Promise<number>;
  readonly memory: () => Promise<Memory>;
  /** Processor time of the data centre so far, without PostgreSQL. */
  readonly cpuMs: () => Promise<number>;
  /** Removes the bytes of what has been checked, rows stay: a long run would fill the disk with copies of a few hundred pages. */
  readonly discard: () => Promise<void>;
  readonly pagesStored: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export type Delivery = { readonly name: string; readonly uploadId: string; readonly bytes: number; readonly digest: string };

const lookEveryMs = 50;
/** Clock ticks of Linux's own accounting. */
const msPerTick = 10;

export async function openIntakeSite(): Promise<IntakeSite> {
  const directory = await mkdtemp(join(tmpdir(), 'danglian-bench-'));
  const postgres = await startPostgres({ isDurable: true });
  const databaseUrl = await postgres.createDatabase();
  const centre = await startDataCentre({ dataDirectory: directory, databaseUrl, environment: { DANGLIAN_DEMO: '1', DANGLIAN_DEMO_VOLUMES: '0' } });
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl, maxConnections: 2 });
  const { db } = database;
  const uploads = await openUploadArea(join(directory, 'uploads'), createIntlCrypto(await loadMasterKey(directory)));
  const { demoAccounts } = await centre.call(null, 'site.get', {});
  const { loginName, password } = demoAccounts.find(({ role, unitName }) => role === 'archivist' && unitName.includes('档案中心'))!;
  const { token } = await centre.call(null, 'session.signIn', { loginName, password });
  await centre.call(token, 'session.confirmPassword', { password });
  const { id: accountId } = await db.selectFrom('accounts').select('id').where('loginName', '=', loginName).executeTakeFirstOrThrow();
  const aKey = (): IdempotencyKey => IdempotencyKey.parse(crypto.randomUUID());
  const order = { kind: 'volumes', supplier: '某数字化公司', note: '', mediumId: null, approvalNumber: '批2026-1', secrecy: { level: 'secret', years: 10 } } as const;
  const batchId = BatchId.parse((await centre.call(token, 'intake.createBatch', { ...order, idempotencyKey: aKey() })).id);
  const countChecked = async (): Promise<number> => {
    const { checked } = await db.selectFrom('intakePackages').select(eb => eb.fn.countAll<string>().as('checked')).where('state', '=', 'checked').executeTakeFirstOrThrow();
    return Number(checked);
  };
  return {
    upload: async (name, zip) => {
      const id = randomBytes(16).toString('hex');
      await db.insertInto('uploads').values({ id, accountId, size: zip.length, isPackage: true, lockedBy: null, lockedUntil: null }).execute();
      await uploads.create(id);
      await uploads.append(id, 0, Readable.from([zip]));
      return { name, uploadId: id, bytes: zip.length, digest: createHash('sha256').update(zip).digest('hex') };
    },
    check: async deliveries => {
      const wanted = (await countChecked()) + deliveries.length;
      const startedAt = performance.now();
      for (const delivery of deliveries) await centre.call(token, 'intake.offerPackage', { ...delivery, batchId, idempotencyKey: aKey() });
      while ((await countChecked()) < wanted) await delay(lookEveryMs);
      return performance.now() - startedAt;
    },
    memory: () => memoryOf(centre.child.pid ?? 0),
    cpuMs: () => cpuMsOf(centre.child.pid ?? 0),
    discard: async () => {
      for (const folder of ['pages', 'uploads']) {
        const files = await readdir(join(directory, folder), { recursive: true, withFileTypes: true });
        for (const file of files) if (file.isFile()) await rm(join(file.parentPath, file.name), { force: true });
      }
    },
    pagesStored: async () => Number((await db.selectFrom('intakePages').select(eb => eb.fn.countAll<string>().as('pages')).executeTakeFirstOrThrow()).pages),
    close: async () => {
      await database.close();
      await centre.end('SIGTERM');
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function memoryOf(pid: number): Promise<Memory> {
  const [rollup, status] = await Promise.all(['smaps_rollup', 'status'].map(name => readFile(`/proc/${String(pid)}/${name}`, 'utf8')));
  const megabytes = (text: string | undefined, field: string): number => Math.round(Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text ?? '')?.[1]) / 1024);
  return { pssMb: megabytes(rollup, 'Pss'), peakMb: megabytes(status, 'VmHWM') };
}

async function cpuMsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  // Behind the name, which may hold spaces: user and system time are the 12th and 13th field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}
