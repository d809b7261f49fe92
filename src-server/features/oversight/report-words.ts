import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Words = z.object({ sheet: z.record(z.string(), z.string()), acts: z.record(z.string(), z.record(z.string(), z.string())) });

/** Sources lie three folders below the root, bundles two. */
const root = import.meta.url.endsWith('.ts') ? '../../..' : '../..';
let loaded: z.infer<typeof Words> | undefined;

function loadWords(): z.infer<typeof Words> {
  loaded ??= Words.parse(JSON.parse(readFileSync(new URL(`${root}/assets/locales/zh-CN/audit.json`, import.meta.url), 'utf8')));
  return loaded;
}

/** Reports on paper are Chinese whatever the window speaks. */
export function word(key: string): string {
  return loadWords().sheet[key] ?? key;
}

/** An act in words; one without words by its name. */
export function nameAct(act: string): string {
  const [noun = '', verb = ''] = act.split('.');
  return loadWords().acts[noun]?.[verb] ?? act;
}
