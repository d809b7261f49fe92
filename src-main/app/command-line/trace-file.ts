import { resolve } from 'node:path';
import type { Trace, TracedSession, TraceSearch } from '#shared/domain/trace';
import type { Desk } from './desk.ts';
import { WrongUse, type Options } from './read-command.ts';

/** Which session each picture names; true when all of them name one. A damaged mark is compared with the sessions of a time where one is given. */
export async function traceFile({ call, options, paths, words, print, signal }: Desk): Promise<boolean> {
  if (paths.length === 0) throw new WrongUse(words.say('pathsMissing'));
  const [page, search] = [options.number('page', 1), readSearch(options, words)];
  let isNamed = true;
  for (const path of paths) {
    signal.throwIfAborted();
    const sent = await call('traces.send', { path: resolve(path) });
    const trace = await call('traces.run', { ...sent, page, search });
    isNamed &&= trace.outcome === 'named';
    print(describe(words, trace));
    for (const session of trace.named) print(describeSession(words, session));
  }
  return isNamed;
}

/** Days of Beijing, both included. */
function readSearch(options: Options, words: Desk['words']): TraceSearch | null {
  const [from, until, archiveNumber] = [options.find('from'), options.find('until'), options.find('archive') ?? null];
  if (from === undefined && until === undefined && archiveNumber === null) return null;
  return { from: readDay(from ?? '2000-01-01', words, '00:00:00.000'), until: readDay(until ?? '2100-01-01', words, '23:59:59.999'), archiveNumber };
}

function readDay(day: string, words: Desk['words'], time: string): string {
  const moment = new Date(`${day}T${time}+08:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(moment.getTime())) throw new WrongUse(words.say('notADay', { day }));
  return moment.toISOString();
}

function describe(words: Desk['words'], { fileName, outcome, method, score, bound }: Trace): string {
  const facts = { file: fileName, method: words.say(`trace.method.${method}`), score: score ?? '-', bound: bound === null ? '-' : bound.toExponential(1) };
  return words.say(`trace.outcome.${outcome}`, facts);
}

function describeSession(words: Desk['words'], { readerName, unitName, terminalName, object, openedAt, endedAt, id, copyNumber }: TracedSession): string {
  const said = words.say('trace.session', { reader: readerName, unit: unitName, terminal: terminalName, object, opened: openedAt, ended: endedAt, session: id });
  return copyNumber === null ? said : `${said}${words.say('trace.copy', { number: copyNumber })}`;
}
