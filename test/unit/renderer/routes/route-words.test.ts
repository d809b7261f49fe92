import { readFileSync } from 'node:fs';
import { createInstance, type Resource } from 'i18next';
import { expect, test } from 'vitest';
import type { ApprovalRoute } from '#shared/domain/approval-route';
import { findProblem, moveUp, newRoute } from '../../../../src-renderer/features/routes/route-draft.ts';
import { describeRoutes, type RouteTexts } from '../../../../src-renderer/features/routes/route-words.ts';

const namespaces = ['routes', 'requests', 'common'] as const;

function textsOf(language: string): RouteTexts {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../../../assets/locales/${language}/${name}.json`, import.meta.url), 'utf8'));
  const resources = { [language]: Object.fromEntries(namespaces.map(name => [name, read(name)])) } as Resource; // `as`: our own files
  const instance = createInstance();
  void instance.init({ lng: language, resources, defaultNS: 'routes', interpolation: { escapeValue: false }, initAsync: false });
  return instance.getFixedT(language, namespaces);
}

const chinese = textsOf('zh-CN');
const confidential: ApprovalRoute = { ...newRoute, secrecyFrom: 'confidential', steps: [{ levelsUp: 0, role: 'archivist' }, { levelsUp: 1, role: 'approver' }] };
const printed: ApprovalRoute = { ...newRoute, purposes: ['title', 'appointment'], wantsPrint: true };

test('a unit without routes goes by the default', () => {
  expect(describeRoutes(chinese, [])).toEqual(['默认：本单位审批领导同意即可']);
});

test('each route is one sentence: its conditions, then who decides in turn; what meets none goes by the default', () => {
  expect(describeRoutes(chinese, [confidential, printed])).toEqual([
    '机密级及以上：本单位档案管理员 → 上一级审批领导',
    '职称、任免，要打印：本单位审批领导同意即可',
    '其余按默认：本单位审批领导同意即可',
  ]);
});

test('a route without conditions is for all requests, or for those that no other route took', () => {
  const all: ApprovalRoute = { ...newRoute, steps: [{ levelsUp: 2, role: 'approver' }] };
  expect(describeRoutes(chinese, [all])).toEqual(['所有申请：上两级审批领导同意即可']);
  expect(describeRoutes(chinese, [confidential, all])[1]).toBe('其他申请：上两级审批领导同意即可');
});

test('the same in English', () => {
  expect(describeRoutes(textsOf('en'), [printed])[0]).toMatch(/; with printing: .+ \(same unit\) alone$/);
});

test('every purpose and 秘密 and above are no conditions', () => {
  expect(findProblem([], [{ ...newRoute, purposes: ['other', 'salary', 'title', 'retirement', 'appointment'], secrecyFrom: 'secret' }, confidential], '规定')).toEqual({ kind: 'unreachable', number: 1 });
});

test('routes are proposed when something changed, every route can be met and the reason is given', () => {
  expect(findProblem([confidential], [confidential], '规定')?.kind).toBe('unchanged');
  expect(findProblem([confidential], [], ' ')?.kind).toBe('reason');
  expect(findProblem([confidential], moveUp([newRoute, confidential], 1), '规定')).toBeUndefined();
});
