import { parseArgs } from 'node:util';
import type { Words } from './words.ts';

/** The command cannot be understood: exit code 2. */
export class WrongUse extends Error {}

export type Options = {
  readonly find: (name: string) => string | undefined;
  readonly require: (name: string) => string;
  readonly choose: <Choice extends string>(name: string, choices: readonly Choice[], usual?: Choice) => Choice;
  readonly number: (name: string, usual: number) => number;
  readonly has: (name: string) => boolean;
};
export type Command = { readonly name: CommandName; readonly options: Options; readonly paths: readonly string[] };

const flags: readonly string[] = ['new-batch'];
/** Commands of one word. */
const single: readonly string[] = ['enrol', 'trace'];
/** Those that work on files or folders. */
const withPaths: readonly string[] = ['intake send', 'trace'];
/** Every option takes a value but the flags. */
const commands = {
  enrol: ['code', 'name'],
  'intake send': ['batch', 'new-batch', 'supplier', 'approval', 'medium', 'kind', 'level', 'years', 'note'],
  'intake status': ['batch'],
  'intake watch': ['batch'],
  'intake close': ['batch'],
  'intake accept': ['batch', 'note'],
  'intake return': ['batch', 'note'],
  'intake defects': ['batch', 'format', 'out'],
  trace: ['page', 'from', 'until', 'archive'],
  'media list': ['query'],
  'media register': ['number', 'type', 'contents', 'purpose', 'approval', 'serial', 'capacity', 'volumes', 'persons', 'digest', 'level', 'years'],
  'media move': ['medium', 'to', 'handed-by', 'received-by', 'witness', 'place', 'cabinet', 'note'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type CommandName = keyof typeof commands;

/** `undefined` asks for the help. Throws `WrongUse`. */
export function readCommand(args: readonly string[], words: Words): Command | undefined {
  if (args.length === 0 || args.some(arg => arg === '--help' || arg === '-h')) return undefined;
  const length = single.includes(args[0] ?? '') ? 1 : 2;
  const name = args.slice(0, length).join(' ');
  if (!isCommand(name)) throw new WrongUse(words.say('unknownCommand'));
  const options = Object.fromEntries([...commands[name], 'login'].map(option => [option, { type: flags.includes(option) ? 'boolean' : 'string' } as const]));
  const { values, positionals } = parse(args.slice(length), options);
  if (positionals.length > 0 && !withPaths.includes(name)) throw new WrongUse(positionals.join(' '));
  return { name, options: createOptions(values, words), paths: positionals };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

type Parsed = { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] };

function parse(args: readonly string[], options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>): Parsed {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function createOptions(values: Readonly<Record<string, unknown>>, { say }: Words): Options {
  const find = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const requireOption = (name: string): string => {
    const value = find(name);
    if (value === undefined) throw new WrongUse(say('missing', { option: name }));
    return value;
  };
  return {
    find,
    require: requireOption,
    has: name => values[name] === true,
    choose: (name, choices, usual) => {
      const value = find(name) ?? usual ?? requireOption(name);
      const choice = choices.find(each => each === value);
      if (choice === undefined) throw new WrongUse(say('choices', { option: name, choices: choices.join(', ') }));
      return choice;
    },
    number: (name, usual) => {
      const value = find(name);
      if (value === undefined) return usual;
      if (!/^\d{1,9}$/.test(value)) throw new WrongUse(say('notANumber', { option: name }));
      return Number(value);
    },
  };
}
