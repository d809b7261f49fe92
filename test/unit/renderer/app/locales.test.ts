import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '#shared/errors/error-catalogue';

const folder = (language: string): string => fileURLToPath(new URL(`../../../../assets/locales/${language}/`, import.meta.url));
const languages = ['zh-CN', 'en'] as const;
const namespaces = [...new Set(languages.flatMap(language => readdirSync(folder(language))))].map(file => file.replace('.json', ''));
const read = (language: string, namespace: string): unknown => JSON.parse(readFileSync(`${folder(language)}${namespace}.json`, 'utf8'));

/** Every text with its key path; a flat key that contains dots reads the same as a nested one. */
function listTexts(node: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof node === 'string') return [[path.join('.'), node]];
  if (typeof node !== 'object' || node === null) throw new Error(`${path.join('.')} is neither a text nor a group`);
  return Object.entries(node).flatMap(([key, child]) => listTexts(child, [...path, key]));
}

// English has plural forms where Chinese has none: `key_one` and `key_other` stand for `key`.
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
const keysOf = (language: string, namespace: string): readonly string[] =>
  [...new Set(listTexts(read(language, namespace)).map(([key]) => withoutPlural(key)))].sort();
const placeholdersOf = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? ''))].sort();

describe.each(namespaces)('the texts of %s', namespace => {
  test('exist in Chinese and English alike', () => {
    expect(keysOf('en', namespace)).toEqual(keysOf('zh-CN', namespace));
  });

  test('are never empty', () => {
    const empty = languages.flatMap(language => listTexts(read(language, namespace)).filter(([, text]) => text.trim() === ''));
    expect(empty).toEqual([]);
  });

  test('name the same values in both languages', () => {
    const english = new Map(listTexts(read('en', namespace)).map(([key, text]) => [key, placeholdersOf(text)]));
    const different = listTexts(read('zh-CN', namespace)).filter(([key, text]) => {
      const names = english.get(key) ?? english.get(`${key}_other`);
      return names !== undefined && names.join() !== placeholdersOf(text).join();
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });
});

test.each(languages)('every error code has a text in %s', language => {
  const known = new Set(keysOf(language, 'errors'));
  expect(errorCodes.filter(code => !known.has(code))).toEqual([]);
});
