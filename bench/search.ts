// npm run bench -- search [--persons 1000000] [--rounds 60] [--passes 3]
// How long the roster takes to answer: each kind of query through the API (a data centre of its own over TLS, signed in) against
// the statement alone on the same PostgreSQL, by turns; with all persons and with 70,000. p95 is the median of the passes. Beside them
// stand the statement with its plan kept, and the same request without a search: what TLS, HTTP and the question who calls take.
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
const { values } = parseArgs({ options: { persons: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '60' }, passes: { type: 'string', default: '3' } } });
const [persons, rounds, passes] = [Number(values.persons), Number(values.rounds), Number(values.passes)];

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

/** In the order of the columns. */
const ways = ['raw', 'planned', 'nothing', 'api'] as const;
type Way = (typeof ways)[number];
type Figures = { readonly p50: Readonly<Record<Way, number>>; readonly p95: Readonly<Record<Way, number>>; readonly hits: number };
type Samples = { readonly ms: Readonly<Record<Way, number[]>>; hits: number };

async function measureAll(cities: readonly SearchCity[]): Promise<Figures[][]> {
  const results: Figures[][] = cities.map(() => []);
  for (const [, queryOf] of kinds) {
    const samples = cities.map((): Samples => ({ ms: { raw: [], planned: [], nothing: [], api: [] }, hits: 0 }));
    // The first rounds of a kind warm its own caches.
    for (let round = -5; round < rounds * passes; round += 1) {
      for (const [index, city] of cities.entries()) await askAllWays(city, queryOf(city, Math.abs(round)), round < 0 ? undefined : samples[index]);
    }
    samples.forEach((asked, index) => results[index]!.push(figuresOf(asked)));
  }
  return results;
}

async function askAllWays(city: SearchCity, query: RosterQuery, samples?: Samples): Promise<void> {
  const statement = await city.compile(query);
  let hits = 0;
  const asks: Readonly<Record<Way, () => Promise<unknown>>> = {
    raw: () => city.askDatabase(statement),
    planned: () => city.askPlanned(statement),
    api: async () => { hits = (await city.askApi(query)).total; },
    nothing: () => city.askNothing(),
  };
  for (const way of ways) {
    const ms = await timeMs(asks[way]);
    samples?.ms[way].push(ms);
  }
  if (samples) samples.hits += hits;
}

function figuresOf({ ms, hits }: Samples): Figures {
  const p95Of = (times: readonly number[]): number => percentile(Array.from({ length: passes }, (_, pass) => percentile(times.slice(pass * rounds, (pass + 1) * rounds), 0.95)), 0.5);
  const each = (figure: (times: readonly number[]) => number): Record<Way, number> => ({ raw: figure(ms.raw), planned: figure(ms.planned), api: figure(ms.api), nothing: figure(ms.nothing) });
  return { p50: each(times => percentile(times, 0.5)), p95: each(p95Of), hits: hits / ms.api.length };
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
  const pair = (figures: Figures, way: Way): string => `${figures.p50[way].toFixed(1)} ${figures.p95[way].toFixed(1)}`;
  const [small, large] = results;
  const header = ['kind of query', 'persons', 'hits', 'SQL p50 p95', 'plan kept', 'no search', 'API', 'API/SQL p50', 'API/SQL p95', 'against 70 k'];
  const rows = kinds.flatMap(([kind], index) =>
    results.map((all, cityIndex) => {
      const figures = all[index]!;
      const growth = all === large ? (figures.p95.api / small![index]!.p95.api).toFixed(2) : '';
      const ratios = [figures.p50.api / figures.p50.raw, figures.p95.api / figures.p95.raw].map(ratio => ratio.toFixed(2));
      return [cityIndex === 0 ? kind : '', String(cities[cityIndex]!.persons), figures.hits.toFixed(0), ...ways.map(way => pair(figures, way)), ...ratios, growth];
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
  const ratio = Math.max(...large!.map(({ p95 }) => p95.api / p95.raw));
  const typical = percentile(large!.map(({ p50 }) => p50.api / p50.raw), 0.5);
  const growth = Math.max(...large!.map(({ p95 }, index) => p95.api / small![index]!.p95.api));
  say(`median of all kinds: API p50 ${typical.toFixed(2)}x the statement; worst kind, p95: ${ratio.toFixed(2)}x the statement (aim ${String(aims.ratio)}), ${String(persons)} persons ${growth.toFixed(2)}x ${String(cities[0]!.persons)} (aim ${String(aims.growth)})`);
  console.log(JSON.stringify({ bench: 'search', ratio: Number(ratio.toFixed(2)), reference: 'the same statement sent to the same PostgreSQL, p95 of the worst kind of query', typical: Number(typical.toFixed(2)), growth: Number(growth.toFixed(2)), persons }));
} finally {
  for (const city of cities) await city.close();
  await postgres.stop();
}
