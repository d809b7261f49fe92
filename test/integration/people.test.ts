import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PersonId, UnitId } from '../../src-shared/domain/ids.ts';
import { aPerson, aUnit, aVolume, anAccount } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('the roster on %s', kind => {
  let server: TestServer;
  let token: string;
  let managing: Awaited<ReturnType<typeof aUnit>>;

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    managing = await aUnit(server.db);
    token = await server.signIn((await anAccount(server.db)).loginName);
    for (const name of ['单雄信', '王小明', '李小旺', '阿布都拉·买买提', '吕布', '欧阳明'])
      await aPerson(server.db, { name, unitId: managing.id, archiveNumber: `BT-${name}` });
  });
  afterAll(() => server.close());

  const search = async (query: string, filter: object = {}): Promise<string[]> => {
    const { items } = await server.call(token, 'people.search', { query, page: 1, ...filter });
    return items.map(({ name }) => name);
  };

  test.each([
    ['the whole name', '王小明', ['王小明']],
    ['a part of the name', '小', ['李小旺', '王小明']],
    ['pinyin, whoever begins with it first', 'wang', ['王小明', '李小旺']],
    ['pinyin from any syllable', 'xiaom', ['王小明']],
    ['pinyin with a blank', 'wang xiao', ['王小明']],
    ['initials', 'wxm', ['王小明']],
    ['initials from a later syllable', 'xw', ['李小旺']],
    ['the surname reading of a surname', 'shanx', ['单雄信']],
    ['a surname of two syllables', 'ouyang', ['欧阳明']],
    ['ü typed as v', 'lvbu', ['吕布']],
    ['ü typed as yu', 'lyubu', ['吕布']],
    ['ü itself', 'lüb', ['吕布']],
    ['a minority name with its dot', '阿布都拉·买', ['阿布都拉·买买提']],
    ['a minority name without its dot', '阿布都拉买', ['阿布都拉·买买提']],
    ['a minority name by its second part', '买买提', ['阿布都拉·买买提']],
    ['an archive number in small letters', 'bt-王', ['王小明']],
    ['a wildcard, which stands for itself', '%', []],
    ['another wildcard', '王_明', []],
    ['only a dot', '··', []],
  ])('finds by %s', async (_how, query, names) => {
    expect(await search(query)).toEqual(names);
  });

  test('an identity number and an archive number are found by their beginning; the number comes back masked', async () => {
    const person = await aPerson(server.db, { idNumber: '15020319871231407X', archiveNumber: 'DA-00417' });
    expect((await server.call(token, 'people.search', { query: '1502031987123140', page: 1 })).items).toMatchObject([{ id: person.id, maskedIdNumber: '150203********407X' }]);
    expect((await server.call(token, 'people.search', { query: '15020319871231407x', page: 1 })).items).toHaveLength(1);
    expect((await server.call(token, 'people.search', { query: 'da-004', page: 1 })).items).toMatchObject([{ id: person.id }]);
  });

  test('filters narrow; an empty query lists by name', async () => {
    const unit = await aUnit(server.db);
    const unitId = UnitId.parse(unit.id);
    const retired = await aPerson(server.db, { name: '王甲', unitId: unit.id, status: 'retired' });
    await aPerson(server.db, { name: '王乙', unitId: unit.id });
    await aVolume(server.db, { personId: retired.id });
    expect((await search('', { unitId })).toSorted()).toEqual(['王甲', '王乙'].toSorted());
    expect(await search('王', { unitId, status: 'retired' })).toEqual(['王甲']);
    expect(await search('wang', { unitId, hasVolume: true })).toEqual(['王甲']);
    expect(await search('wang', { unitId, hasVolume: false })).toEqual(['王乙']);
  });

  test('pages hold twenty, in one order without gaps or repetitions; the count stops at a thousand', async () => {
    const unit = await aUnit(server.db);
    const persons = Array.from({ length: 1005 }, (_, index) => ({ id: randomUUID(), archiveNumber: `X${unit.id.slice(0, 8)}${String(index)}` }));
    const { insertPersons } = bulk(server, unit.id);
    await insertPersons(persons);
    const pageOf = (page: number) => server.call(token, 'people.search', { query: 'zhangsan', unitId: UnitId.parse(unit.id), page });
    const pages = await Promise.all([1, 2, 3, 50, 51].map(pageOf));
    expect(pages.map(({ items, total }) => [items.length, total])).toEqual([[20, 1000], [20, 1000], [20, 1000], [20, 1000], [0, 1000]]);
    const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(80);
  });

  test('a reader sees the summary alone; the managing unit also sees the volumes', async () => {
    const person = await aPerson(server.db, { unitId: managing.id });
    const volume = await aVolume(server.db, { personId: person.id });
    const archivist = await anAccount(server.db, { unitId: managing.id, roles: ['archivist'] });
    const id = PersonId.parse(person.id);
    expect((await server.call(token, 'people.get', { id })).volumes).toEqual([]);
    expect((await server.call(await server.signIn(archivist.loginName), 'people.get', { id })).volumes).toMatchObject([{ id: volume.id, materialCount: 0, pageCount: 0 }]);
  });

  test('an auditor sees nobody, an unknown person is not found', async () => {
    const auditor = await server.signIn((await anAccount(server.db, { roles: ['auditor'] })).loginName);
    await expect(server.call(auditor, 'people.search', { query: '王', page: 1 })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(token, 'people.get', { id: PersonId.parse(randomUUID()) })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('units come in their order', async () => {
    const { units } = await server.call(token, 'units.list', {});
    expect(units.some(({ id }) => id === managing.id)).toBe(true);
  });
});

function bulk({ db }: TestServer, unitId: string) {
  return {
    insertPersons: async (persons: readonly { id: string; archiveNumber: string }[]): Promise<void> => {
      const common = { name: '张三', gender: 'male', bornOn: '1970', ethnicity: '汉族', nativePlace: '', politicalStatus: '', workStartedOn: null, unitId, post: '', managingUnitId: unitId, status: 'in-service', secrecyLevel: 'secret', secrecyYears: 10 } as const;
      await db.insertInto('persons').values(persons.map(person => ({ ...common, ...person, idNumber: person.archiveNumber }))).execute();
      await db.insertInto('personTerms').values(persons.map(({ id }) => ({ kind: 'pinyin', term: 'zhangsan', personId: id }) as const)).execute();
    },
  };
}
