import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DemoAccount } from '../../src-shared/domain/account.ts';
import { VolumeId } from '../../src-shared/domain/ids.ts';
import { doPagesAgree } from '../../src-shared/domain/volume.ts';
import { seedDemoCity, seedManyVolumes } from '../../src-server/features/demo/index.ts';
import { aUnit } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('the demonstration city on %s', database => {
  let server: TestServer;
  const lines: string[] = [];
  const seedCity = (services: TestServer['services']): Promise<void> => seedDemoCity(services, { seed: 7, volumes: 2, log: line => lines.push(line) });
  const seed = (): Promise<void> => seedCity(server.services);
  const readAccounts = async (): Promise<readonly DemoAccount[]> => (await server.call(null, 'site.get', {})).demoAccounts;
  const signInAs = async (role: string): Promise<string> => {
    const account = (await readAccounts()).find(candidate => candidate.role === role);
    return server.signIn(account!.loginName, { password: account!.password });
  };

  beforeAll(async () => {
    server = await startTestServer({ database, prepare: services => seedCity(services) });
  });
  afterAll(() => server.close());

  test('is offered on the sign-in screen, and each of its accounts gets in without changing the password', async () => {
    const site = await server.call(null, 'site.get', {});
    expect(site.isDemo).toBe(true);
    expect(site.demoAccounts.length).toBeGreaterThanOrEqual(12);
    for (const { loginName, password, role } of site.demoAccounts) {
      const reply = await server.call(null, 'session.signIn', { loginName, password });
      expect(reply).toMatchObject({ mustChangePassword: false, account: { roles: [role] } });
    }
  });

  test('finds its people, and the custodian opens a catalogue whose pages are all there', async () => {
    const token = await signInAs('archivist');
    const roster = await server.call(token, 'people.search', { query: '' });
    expect(roster.total).toBe(60);
    const rows = await server.db.selectFrom('volumes').innerJoin('persons', 'persons.id', 'volumes.personId').innerJoin('units', 'units.id', 'persons.managingUnitId').where('units.name', '=', '市委组织部干部档案中心').select('volumes.id').execute();
    expect(rows.length).toBeGreaterThan(0);
    const volume = await server.call(token, 'volumes.get', { id: VolumeId.parse(rows[0]!.id) });
    for (const { pageCount, pages } of volume.materials) expect(pages.map(({ number }) => number)).toEqual(Array.from({ length: pageCount }, (_, index) => index + 1));
  });

  test('keeps leaf arithmetic: catalogue pages, originals and optimised images agree, and digests are those of the originals', async () => {
    const pages = await server.db.selectFrom('pages').selectAll().execute();
    const { total } = await server.db.selectFrom('materials').select(eb => eb.cast<number>(eb.fn.sum('pageCount'), 'integer').as('total')).executeTakeFirstOrThrow();
    const stored = (layer: 'originalBlob' | 'optimisedBlob'): number => pages.filter(page => page[layer] !== '').length;
    expect(doPagesAgree({ cataloguePages: total, originalImages: stored('originalBlob'), optimisedImages: stored('optimisedBlob') })).toBe(true);
    for (const page of pages.slice(0, 6)) {
      const original = await server.services.pages.get(page.originalBlob);
      expect(createHash('sha256').update(original).digest('hex')).toBe(page.originalDigest);
      const image = await sharp(await server.services.pages.get(page.optimisedBlob)).metadata();
      expect(image).toMatchObject({ format: 'jpeg', width: page.widthPx, height: page.heightPx, density: page.dpi });
    }
  });

  test('stays as it is when it is made again', async () => {
    const count = async (): Promise<unknown> => Promise.all((['accounts', 'persons', 'volumes', 'pages'] as const).map(table => server.db.selectFrom(table).select(({ fn }) => fn.countAll().as('count')).executeTakeFirst()));
    const before = await count();
    const accounts = await readAccounts();
    lines.length = 0;
    await seed();
    expect(await count()).toEqual(before);
    expect(await readAccounts()).toEqual(accounts);
    expect(lines).toEqual([]);
  });

  test('can be made big for rehearsals, in two goes, and bulk people are found and opened like the others', async () => {
    const reports: number[] = [];
    const grow = (volumes: number): Promise<void> => seedManyVolumes(server.db, { seed: 7, volumes, report: ({ done }) => reports.push(done) });
    await grow(30);
    await grow(50);
    expect(reports).toEqual([0, 30, 30, 50]);
    const token = await signInAs('archivist');
    const found = await server.call(token, 'people.search', { query: 'PL0000042' });
    expect(found.items).toHaveLength(1);
    const mine = await server.db.selectFrom('volumes').innerJoin('persons', 'persons.id', 'volumes.personId').innerJoin('units', 'units.id', 'persons.managingUnitId').where('units.name', '=', '市委组织部干部档案中心').where('persons.archiveNumber', 'like', 'PL%').select('volumes.id').executeTakeFirstOrThrow();
    const volume = await server.call(token, 'volumes.get', { id: VolumeId.parse(mine.id) });
    expect(volume.materials.every(({ pageCount, pages }) => pages.length === pageCount)).toBe(true);
  });

  test('passwords lie in the table of settings for the sign-in screen and are hashed where they count', async () => {
    const [account] = await readAccounts();
    const { passwordHash } = await server.db.selectFrom('accounts').where('loginName', '=', account!.loginName).select('passwordHash').executeTakeFirstOrThrow();
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    const { value } = await server.db.selectFrom('settings').where('key', '=', 'demo').select('value').executeTakeFirstOrThrow();
    expect(z.object({ accounts: z.array(DemoAccount) }).parse(value).accounts).toEqual(await readAccounts());
  });
});

test('a database that holds another city is left as it is', async () => {
  const server = await startTestServer({ database: 'pglite' });
  try {
    await aUnit(server.db, { name: '某局' });
    await expect(seedDemoCity(server.services, { seed: 1, volumes: 1, log: () => undefined })).rejects.toThrow(/already holds units/);
    expect(await server.db.selectFrom('accounts').select('id').execute()).toEqual([]);
  } finally {
    await server.close();
  }
});
