import { IdempotencyKey } from '#shared/domain/ids';
import { MediumKind, MediumState, type Medium } from '#shared/domain/medium';
import { longestTerms, SecrecyLevel, type Secrecy } from '#shared/domain/secrecy';
import type { Desk } from './desk.ts';
import { WrongUse, type Options } from './read-command.ts';

export function secrecyOf(options: Options): Secrecy {
  const level = options.choose('level', SecrecyLevel.options, 'secret');
  return { level, years: options.number('years', longestTerms[level]) };
}

/** By the number that stands on it. */
export async function requireMedium({ call, words }: Pick<Desk, 'call' | 'words'>, number: string): Promise<Medium> {
  for (let page = 1; ; page += 1) {
    const { items, total } = await call('media.list', { query: number.slice(0, 60), page });
    const medium = items.find(each => each.number === number);
    if (medium) return medium;
    if (items.length === 0 || page * items.length >= total) throw new WrongUse(words.say('mediumUnknown', { number }));
  }
}

export async function listMedia({ call, options, words, print }: Desk): Promise<boolean> {
  let shown = 0;
  for (let page = 1; ; page += 1) {
    const { items, total } = await call('media.list', { query: options.find('query') ?? '', page });
    for (const medium of items) print(describe(words, medium));
    shown += items.length;
    if (items.length === 0 || shown >= total) break;
  }
  if (shown === 0) print(words.say('noMedia'));
  return true;
}

export async function registerMedium({ call, options, words, print }: Desk): Promise<boolean> {
  const medium = await call('media.register', {
    idempotencyKey: IdempotencyKey.parse(crypto.randomUUID()),
    number: options.require('number'),
    kind: options.choose('type', MediumKind.options),
    serialNumber: options.find('serial') ?? '',
    capacity: options.find('capacity') ?? '',
    secrecy: secrecyOf(options),
    contents: options.require('contents'),
    volumes: options.number('volumes', 0),
    persons: options.number('persons', 0),
    contentsDigest: options.find('digest') ?? '',
    purpose: options.require('purpose'),
    approvalNumber: options.require('approval'),
  });
  print(describe(words, medium));
  return true;
}

export async function moveMedium(desk: Desk): Promise<boolean> {
  const { call, options, words, print } = desk;
  const move = {
    to: options.choose('to', MediumState.options),
    handedBy: options.require('handed-by'),
    receivedBy: options.require('received-by'),
    witness: options.require('witness'),
    place: options.require('place'),
    cabinet: options.find('cabinet') ?? '',
    note: options.find('note') ?? '',
  };
  const { id } = await requireMedium(desk, options.require('medium'));
  print(describe(words, await call('media.move', { id, ...move })));
  return true;
}

function describe(words: Desk['words'], { number, kind, state, contents }: Medium): string {
  return words.say('medium', { number, contents, kind: words.say(`mediumKind.${kind}`), state: words.say(`mediumState.${state}`) });
}
