import { readFileSync } from 'node:fs';
import type { WireError } from '#shared/errors/app-error';
import { atRoot } from '../program-files.ts';

export type Values = Readonly<Record<string, string | number>>;
/** The texts of the command line and of errors, in one language. */
export type Words = { readonly say: (key: string, values?: Values) => string; readonly explain: (error: WireError) => string };

/** Chinese unless the environment clearly wants something else. */
export function chooseWords({ DANGLIAN_LANGUAGE, LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): Words {
  const wanted = DANGLIAN_LANGUAGE ?? LC_ALL ?? LC_MESSAGES ?? LANG ?? '';
  const language = /^en/i.test(wanted) ? 'en' : 'zh-CN';
  const [own, errors] = [readTexts(language, 'command-line'), readTexts(language, 'errors')];
  return {
    say: (key, values = {}) => fill(find(own, key.split('.')) ?? key, values),
    // Codes have dots in themselves.
    explain: ({ code, params }) => `${fill(find(errors, [code]) ?? code, params)} [${code}]`,
  };
}

function readTexts(language: string, namespace: string): unknown {
  return JSON.parse(readFileSync(atRoot(`assets/locales/${language}/${namespace}.json`), 'utf8')) as unknown; // `as`: typed any; read by `find` only
}

function find(node: unknown, path: readonly string[]): string | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return typeof node === 'string' ? node : undefined;
  return typeof node === 'object' && node !== null ? find((node as Readonly<Record<string, unknown>>)[first], rest) : undefined; // `as`: any object may be asked for a member
}

function fill(text: string, values: Values): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (all, name: string) => String(values[name] ?? all));
}
