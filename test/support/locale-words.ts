import { readFileSync } from 'node:fs';

/** A node of a namespace: a text, or a group of them. */
export type WordGroup = { readonly [key: string]: string | WordGroup };

/** What translators wrote, as it stands in the file. */
export function readWords(language: 'zh-CN' | 'en', namespace: string): WordGroup {
  // `as`: a test holds the files to this form.
  return JSON.parse(readFileSync(new URL(`../../assets/locales/${language}/${namespace}.json`, import.meta.url), 'utf8')) as WordGroup;
}

/** The text under a key as i18next reads it. */
export function wordsAt(words: WordGroup, key: string): string | undefined {
  const found = key.split('.').reduce<string | WordGroup | undefined>((node, part) => (typeof node === 'object' ? node[part] : undefined), words);
  return typeof found === 'string' ? found : undefined;
}

/** The keys of a group; none where there is no such group. */
export function keysAt(words: WordGroup, group: string): readonly string[] {
  const found = words[group];
  return typeof found === 'object' ? Object.keys(found).toSorted() : [];
}
