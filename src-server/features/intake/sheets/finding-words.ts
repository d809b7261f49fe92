import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { findingTextKey, formatFound, type Finding, type RuleId } from '#shared/domain/finding';

const Words = z.object({ more: z.string(), rules: z.record(z.string(), z.record(z.string(), z.string())) });

/** Sources lie four folders below the root, bundles two. */
const root = import.meta.url.endsWith('.ts') ? '../../../..' : '../..';
let loaded: z.infer<typeof Words> | undefined;

function loadWords(): z.infer<typeof Words> {
  loaded ??= Words.parse(JSON.parse(readFileSync(new URL(`${root}/assets/locales/zh-CN/findings.json`, import.meta.url), 'utf8')));
  return loaded;
}

/** What a supplier works from is Chinese, whatever the window speaks. */
export function titleOfRule(rule: RuleId): string {
  return loadWords().rules[rule]?.title ?? rule;
}

/** The sentence that says what is wrong and what to do. */
export function describeFinding({ rule, variant, place, expected, found }: Finding): string {
  const words = loadWords();
  const key = findingTextKey({ rule, variant });
  const text = key === 'more' ? words.more : (words.rules[rule]?.[variant] ?? key);
  const values: Readonly<Record<string, string>> = { expected, found: formatFound(found), path: place.path ?? '' };
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** 必须改正 / 须人工确认 / 提示 */
export const severityWords: Readonly<Record<Finding['severity'], string>> = { block: '必须改正', warn: '请核对', info: '提示' };
