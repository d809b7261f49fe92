import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnitId } from '../../src-shared/domain/ids.ts';
import { noSteps } from '../../src-shared/domain/page-steps.ts';
import { maxScanProfiles, ScanProfileId, type ScanProfileContent } from '../../src-shared/domain/scan-profile.ts';
import { aHolder, threeOffices, type Holder, type ThreeOffices } from '../support/administrators.ts';
import { aUnit } from '../support/builders.ts';
import { eventsOf } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const anId = (): ScanProfileId => ScanProfileId.parse(randomUUID());
const aProfile = (overrides: Partial<ScanProfileContent> = {}): ScanProfileContent => ({
  ...{ name: `方案${randomUUID().slice(0, 8)}`, unitId: null, source: 'duplex', mode: 'color', resolutionDpi: 300, paper: 'a4' },
  ...{ steps: { ...noSteps, straighten: true }, deviceOptions: [{ name: 'swcrop', value: true }], isLocked: true, isButtonWatched: false, ...overrides },
});

describe.each(databaseKinds)('scan profiles on %s', kind => {
  let server: TestServer;
  let offices: ThreeOffices;
  let archivist: Holder;
  let unitId: UnitId;

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    offices = await threeOffices(server);
    unitId = UnitId.parse((await aUnit(server.db)).id);
    archivist = await aHolder(server, ['archivist'], { unitId });
  });
  afterAll(() => server.close());

  const save = (content: ScanProfileContent, id = anId(), version: number | null = null) => server.call(offices.system.token, 'scanProfiles.save', { id, version, content });
  const listFor = async (holder: Holder) => (await server.call(holder.token, 'scanProfiles.list', {})).profiles;

  test('three come with the program; the administrator adds his own for all or for one unit', async () => {
    expect((await listFor(archivist)).map(({ preset }) => preset)).toEqual(['archive', 'small-print', 'photo']);
    const [forAll, own] = [await save(aProfile()), await save(aProfile({ unitId }))];
    const elsewhere = await save(aProfile({ unitId: UnitId.parse((await aUnit(server.db)).id) }));
    const seen = (await listFor(archivist)).map(({ id }) => id);
    expect(seen).toContain(forAll.id);
    expect(seen.at(-1)).toBe(own.id);
    expect(seen).not.toContain(elsewhere.id);
    expect((await listFor(offices.system)).map(({ id }) => id)).toEqual(expect.arrayContaining([forAll.id, own.id, elsewhere.id]));
    expect(forAll).toMatchObject({ version: 1, preset: null, isLocked: true, isButtonWatched: false, deviceOptions: [{ name: 'swcrop', value: true }] });
  });

  test('a change is recorded field by field; who has not seen the last one changes nothing', async () => {
    const made = await save(aProfile({ name: `改${kind}` }));
    const changed = await save(aProfile({ name: `改${kind}`, resolutionDpi: 400, isLocked: false, isButtonWatched: true }), made.id, 1);
    expect(changed).toMatchObject({ version: 2, resolutionDpi: 400, isLocked: false, isButtonWatched: true });
    await expect(save(aProfile(), made.id, 1)).rejects.toMatchObject({ code: 'record.changed' });
    await expect(server.call(offices.system.token, 'scanProfiles.remove', { id: made.id, version: 1 })).rejects.toMatchObject({ code: 'record.changed' });
    await server.call(offices.system.token, 'scanProfiles.remove', { id: made.id, version: 2 });
    expect((await listFor(archivist)).some(({ id }) => id === made.id)).toBe(false);
    // Off the list, not out of the database; and not brought back under its old id.
    expect(await server.db.selectFrom('scanProfiles').select('version').where('id', '=', made.id).executeTakeFirst()).toEqual({ version: 2 });
    await expect(save(aProfile(), made.id)).rejects.toMatchObject({ code: 'record.changed' });
    const events = await eventsOf(server, `改${kind}`);
    expect(events.map(({ act }) => act)).toEqual(['scanProfiles.save', 'scanProfiles.save', 'scanProfiles.remove']);
  });

  test('the same command twice is one profile; two of one name are not', async () => {
    const [id, content] = [anId(), aProfile()];
    const [first, again] = [await save(content, id), await save(content, id)];
    expect(again).toEqual(first);
    await expect(save(aProfile({ name: content.name }))).rejects.toMatchObject({ code: 'scan-profile.name-taken', params: { name: content.name } });
    // The same name for one unit is another scope, and nobody else's.
    await expect(save(aProfile({ name: content.name, unitId }))).resolves.toMatchObject({ name: content.name });
    await expect(save(aProfile({ unitId: UnitId.parse(randomUUID()) }))).rejects.toMatchObject({ code: 'resource.not-found' });
    const race = aProfile();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => save(race)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('only the system administrator changes them, and says whether nothing else may be used', async () => {
    for (const { token } of [archivist, offices.security, offices.auditor]) {
      await expect(server.call(token, 'scanProfiles.save', { id: anId(), version: null, content: aProfile() })).rejects.toMatchObject({ code: 'resource.not-found' });
      await expect(server.call(token, 'scanProfiles.setOnly', { isProfilesOnly: true })).rejects.toMatchObject({ code: 'resource.not-found' });
    }
    await expect(server.call(offices.auditor.token, 'scanProfiles.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    await server.call(offices.system.token, 'scanProfiles.setOnly', { isProfilesOnly: true });
    expect((await server.call(archivist.token, 'scanProfiles.list', {})).isProfilesOnly).toBe(true);
    await server.call(offices.system.token, 'scanProfiles.setOnly', { isProfilesOnly: false });
    expect((await server.call(archivist.token, 'scanProfiles.list', {})).isProfilesOnly).toBe(false);
  });

  test('a list stays one that a person reads', async () => {
    const crowded = UnitId.parse((await aUnit(server.db)).id);
    const room = maxScanProfiles - (await server.db.selectFrom('scanProfiles').select('id').where('removedAt', 'is', null).where('unitId', 'is', null).execute()).length;
    for (let count = 0; count < room; count += 1) await save(aProfile({ unitId: crowded }));
    await expect(save(aProfile({ unitId: crowded }))).rejects.toMatchObject({ code: 'scan-profile.too-many' });
  });
});
