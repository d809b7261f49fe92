import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditActs, groupActs, isKnownAct } from '../../../../src-renderer/features/audit/audit-acts.ts';

type Texts = { readonly acts: Readonly<Record<string, Readonly<Record<string, string>>>>; readonly nouns: Readonly<Record<string, string>> };

function textsOf(locale: string): Texts {
  // `as`: the shape is what these tests prove.
  return JSON.parse(readFileSync(new URL(`../../../../assets/locales/${locale}/audit.json`, import.meta.url), 'utf8')) as Texts;
}

test.each(['zh-CN', 'en'])('in %s every act that can be recorded has words', locale => {
  const { acts, nouns } = textsOf(locale);
  for (const act of auditActs) {
    const [noun = '', verb = ''] = act.split('.');
    expect(acts[noun]?.[verb], act).toBeTruthy();
    expect(nouns[noun], noun).toBeTruthy();
  }
});

test('the bytes that leave and enter beside the operations are acts too', () => {
  for (const act of ['pages.read', 'prints.read', 'uploads.write', 'session.signIn', 'requests.approve']) expect(auditActs).toContain(act);
});

test('acts are grouped by what they are done to and none is lost', () => {
  expect(groupActs().flatMap(({ acts }) => acts).sort()).toEqual([...auditActs].sort());
});

test('an act of a newer data centre is recognised as unknown, to be shown by its name', () => {
  expect(isKnownAct('levels.sendDirectory')).toBe(false);
});
