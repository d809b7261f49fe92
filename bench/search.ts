// npm run bench -- search [--persons 1000000] [--rounds 60]
// How long the roster takes to answer: each kind of query through the API (a data centre of its own over TLS, signed in) against
// the statement alone on the same PostgreSQL, by turns; with all persons and with 70,000.
import { parseArgs } from 'node:util';
import { makeManyPerson } from '../src-server/features/demo/index.ts';
import { personTermsOf } from '../src-server/features/people/index.ts';
import type { RosterQuery } from '../src-server/features/people/person-search.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { formatTable, percentile, timeMs } from './support/figures.ts';
import { openSearchCity, type SearchCity } from './support/search-city.ts';

const seed = 1;
const smallPersons = 70_000;
const aims = { ratio: 3, growth: 1.5 };
const { values } = parseArgs({ options: { persons: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '60' } } });
const [persons, rounds] = [Number(values.persons), Number(values.rounds)];

const ask = (query: string, unitId: string | null = null): RosterQuery => ({ query, unitId, status: null, hasVolume: null, page: 1 });

/** Each kind asks about a person of the city, another one in each round. */
const kinds: readonly (readonly [kind: string, queryOf: (city: SearchCity, round: number) => RosterQuery])[] = [
  ['name', (city, round) => ask(personOf(city, round).name)],
  ['part of name', (city, round) => ask(Array.from(personOf(city, round).name).slice(1).join(''))],
  ['common surname', (_city, round) => ask(['王', '李', '张', '刘', '陈'][round % 5] ?? '王')],
  ['pinyin', (city, round) => ask(termOf(city, round, 'pinyin'))],
  ['initials', (city, round) => ask(termOf(city, round, 'initials'))],
  ['start of id number', (city, round) => ask(personOf(city, round).idNumber.slice(0, 12))],
  ['unit, name', (city, round) => ask('王', city.workplaces[round % city.workplaces.length]?.unitId ?? null)],
  ['unit, no query', (city, round) => ask('', city.workplaces[round % city.workplaces.length]?.unitId ?? null)],
  ['no query', () => ask('')],
];

const personOf = (city: SearchCity, round: number): ReturnType<typeof makeManyPerson> => makeManyPerson(seed, (round * 7919) % city.persons, city.workplaces);
const termOf = (city: SearchCity, round: number, kind: string): string => personTermsOf(personOf(city, round)).find(term => term.kind === kind)?.term ?? '';

type Figures = { readonly rawP50: number; readonly rawP95: number; readonly apiP50: number; readonly apiP95: number; readonly hits: number };

async function measureAll(cities: readonly SearchCity[]): Promise<Figures[][]> {
  const results: Figures[][] = cities.map(() => []);
  for (const [, queryOf] of kinds) {
    const samples = cities.map(() => ({ raw: [] as number[], api: [] as number[], hits: 0 })); // `as`: an empty list has no type
    for (let round = -5; round < rounds; round += 1) {
      for (const [index, city] of cities.entries()) {
        const query = queryOf(city, Math.abs(round));
        const statement = await city.compile(query);
        const asked = samples[index]!;
        const raw = await timeMs(() => city.askDatabase(statement));
        const api = await timeMs(async () => { asked.hits += (await city.askApi(query)).total; });
        // The first rounds of a kind warm its own caches.
        if (round < 0) continue;
        asked.raw.push(raw);
        asked.api.push(api);
      }
    }
    samples.forEach(({ raw, api, hits }, index) =>
      results[index]!.push({ rawP50: percentile(raw, 0.5), rawP95: percentile(raw, 0.95), apiP50: percentile(api, 0.5), apiP95: percentile(api, 0.95), hits: hits / (rounds + 5) }),
    );
  }
  return results;
}

/** A data centre runs for weeks: V8 has compiled what every request goes through, and each connection has its plans. */
async function warmUp(cities: readonly SearchCity[]): Promise<void> {
  for (const city of cities) {
    for (let round = 0; round < 50; round += 1) {
      for (const [, queryOf] of kinds) await city.askApi(queryOf(city, round));
    }
  }
}

function printFigures(cities: readonly SearchCity[], results: readonly (readonly Figures[])[]): void {
  const ms = (value: number): string => value.toFixed(1);
  const [small, large] = results;
  const header = ['kind of query', 'persons', 'hits', 'SQL p50', 'SQL p95', 'API p50', 'API p95', 'API/SQL p95', 'against 70 k'];
  const rows = kinds.flatMap(([kind], index) =>
    results.map((figures, cityIndex) => {
      const { rawP50, rawP95, apiP50, apiP95, hits } = figures[index]!;
      const growth = figures === large ? (apiP95 / small![index]!.apiP95).toFixed(2) : '';
      return [cityIndex === 0 ? kind : '', String(cities[cityIndex]!.persons), hits.toFixed(0), ms(rawP50), ms(rawP95), ms(apiP50), ms(apiP95), (apiP95 / rawP95).toFixed(2), growth];
    }),
  );
  console.log(formatTable([header, ...rows]));
}

const startedAt = performance.now();
const say = (text: string): void => { console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}`); };
const postgres = await startPostgres();
const cities: SearchCity[] = [];
try {
  for (const size of [Math.min(smallPersons, persons), persons]) {
    say(`loading ${String(size)} persons`);
    cities.push(await openSearchCity(await postgres.createDatabase(), { persons: size, seed }));
  }
  await warmUp(cities);
  say('asking, times in ms');
  const results = await measureAll(cities);
  printFigures(cities, results);
  const [small, large] = results;
  const ratio = Math.max(...large!.map(({ apiP95, rawP95 }) => apiP95 / rawP95));
  const typical = percentile(large!.map(({ apiP50, rawP50 }) => apiP50 / rawP50), 0.5);
  const growth = Math.max(...large!.map(({ apiP95 }, index) => apiP95 / small![index]!.apiP95));
  say(`median of all kinds: API p50 ${typical.toFixed(2)}x the statement; worst kind, p95: ${ratio.toFixed(2)}x the statement (aim ${String(aims.ratio)}), ${String(persons)} persons ${growth.toFixed(2)}x ${String(cities[0]!.persons)} (aim ${String(aims.growth)})`);
  console.log(JSON.stringify({ bench: 'search', ratio: Number(ratio.toFixed(2)), reference: 'the same statement sent to the same PostgreSQL, p95 of the worst kind of query', typical: Number(typical.toFixed(2)), growth: Number(growth.toFixed(2)), persons }));
} finally {
  for (const city of cities) await city.close();
  await postgres.stop();
}
