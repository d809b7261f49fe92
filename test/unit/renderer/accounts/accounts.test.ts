import { describe, expect, test } from 'vitest';
import type { HealthFinding } from '#shared/domain/administration';
import { AccountId, UnitId } from '#shared/domain/ids';
import { isAsking, narrow, openQuestion } from '../../../../src-renderer/features/accounts/account-question.ts';
import { chooseAccountActs } from '../../../../src-renderer/features/accounts/choose-account-acts.ts';
import { groupFindings, orderUnits } from '../../../../src-renderer/features/accounts/health-findings.ts';
import { findGaps } from '../../../../src-renderer/features/accounts/new-account.ts';
import { findProblem, filledRelatives, withKnownNumbers } from '../../../../src-renderer/features/accounts/relatives-list.ts';
import { compareRights, hasChange, needsSecondPerson } from '../../../../src-renderer/features/accounts/rights-change.ts';

const idNumber = '11010519491231002X';

test('a changed question starts again at the first page', () => {
  expect(narrow({ ...openQuestion, page: 4 }, { state: 'active' })).toEqual({ ...openQuestion, state: 'active', page: 1 });
  expect(isAsking(openQuestion)).toBe(false);
  expect(isAsking({ ...openQuestion, query: '高' })).toBe(true);
});

describe('what is offered', () => {
  const facts = { state: 'active', isLockedOut: false, roles: ['reader'], isOwn: false } as const;

  test('the security officer grants, the system administrator looks after the account', () => {
    expect(chooseAccountActs(['security-officer'], facts)).toEqual(['rights', 'relatives', 'suspend', 'office']);
    expect(chooseAccountActs(['system-administrator'], facts)).toEqual(['reset', 'suspend', 'close', 'office']);
    expect(chooseAccountActs(['auditor'], facts)).toEqual(['office']);
    expect(chooseAccountActs(['archivist'], facts)).toEqual([]);
  });

  test('unlocking comes first where somebody is locked out', () => {
    expect(chooseAccountActs(['security-officer'], { ...facts, isLockedOut: true })[0]).toBe('unlock');
    expect(chooseAccountActs(['system-administrator'], { ...facts, isLockedOut: true })).not.toContain('unlock');
  });

  test('nobody is offered anything for himself, and nothing for a closed account', () => {
    for (const role of ['security-officer', 'system-administrator', 'auditor'] as const) {
      expect(chooseAccountActs([role], { ...facts, isOwn: true })).toEqual([]);
      expect(chooseAccountActs([role], { ...facts, state: 'closed' })).toEqual([]);
    }
  });

  test('the security officer may ask for a system administrator what he cannot ask for himself', () => {
    const administrator = { ...facts, roles: ['system-administrator'] } as const;
    expect(chooseAccountActs(['security-officer'], administrator)).toContain('reset');
    expect(chooseAccountActs(['security-officer'], { ...administrator, state: 'suspended' })).toContain('reopen');
  });
});

describe('a change of rights', () => {
  const before = { roles: ['reader', 'auditor'], clearance: 'secret' } as const;

  test('names what is given and taken, and leaves the three offices alone', () => {
    expect(compareRights(before, { roles: ['archivist'], clearance: 'secret' })).toEqual({ given: ['archivist'], taken: ['reader'], clearance: 'same' });
    expect(hasChange(compareRights(before, { roles: ['reader'], clearance: 'secret' }))).toBe(false);
  });

  test('needs a second person for what is sensitive and for a higher clearance, never for taking away', () => {
    const sensitive = ['approver'] as const;
    expect(needsSecondPerson(compareRights(before, { roles: ['reader', 'approver'], clearance: 'secret' }), sensitive)).toBe(true);
    expect(needsSecondPerson(compareRights(before, { roles: ['reader'], clearance: 'confidential' }), sensitive)).toBe(true);
    expect(needsSecondPerson(compareRights({ roles: ['approver'], clearance: 'confidential' }, { roles: [], clearance: 'secret' }), sensitive)).toBe(false);
    expect(needsSecondPerson(compareRights(before, { roles: ['reader', 'archivist'], clearance: 'secret' }), sensitive)).toBe(false);
  });
});

describe('a new account', () => {
  const account = { displayName: '高文博', loginName: 'gao.wb', unitId: UnitId.parse(crypto.randomUUID()), idNumber, reason: '新调入' };

  test('is ready when everything is there', () => {
    expect(findGaps(account)).toEqual([]);
    expect(findGaps({ ...account, idNumber: ' 110105 19491231 002x ' })).toEqual([]);
  });

  test('says what is missing in the order of the form', () => {
    expect(findGaps({ displayName: ' ', loginName: '', unitId: null, idNumber: '', reason: '' })).toEqual(['displayName', 'loginName', 'unit', 'idNumber', 'reason']);
  });

  test.each(['Gao', '高文博', '1gao', 'gao wb', 'g'])('the user name %s has not the form', loginName => {
    expect(findGaps({ ...account, loginName })).toEqual(['loginNameForm']);
  });

  test('an identity number is checked by its length and its last character', () => {
    expect(findGaps({ ...account, idNumber: '11010519491231' })).toEqual(['idNumberLength']);
    expect(findGaps({ ...account, idNumber: '110105194912310021' })).toEqual(['idNumberChecksum']);
  });
});

describe('the recusal list', () => {
  const wife = { name: '林秀', relation: '配偶', idNumber };

  test('empty rows count for nothing', () => {
    expect(filledRelatives([wife, { name: ' ', relation: '', idNumber: '' }])).toEqual([wife]);
    expect(findProblem([{ name: '', relation: '', idNumber: '' }])).toBeUndefined();
  });

  test('names the first row that is incomplete, wrong or double', () => {
    expect(findProblem([wife, { ...wife, name: '' }])).toEqual({ kind: 'incomplete', number: 2 });
    expect(findProblem([{ ...wife, idNumber: '110105194912310021' }])).toEqual({ kind: 'idNumber', number: 1 });
    expect(findProblem([wife, { ...wife, name: '林小秀' }])).toEqual({ kind: 'duplicate', number: 2 });
  });

  test('who is on it already stays without his number, which nobody is shown again', () => {
    const kept = { ...wife, idNumber: '' };
    expect(findProblem([kept], [wife])).toBeUndefined();
    expect(findProblem([{ ...kept, relation: '子女' }], [wife])).toEqual({ kind: 'incomplete', number: 1 });
    expect(withKnownNumbers([kept, { ...wife, name: '林小秀' }], [wife])).toEqual([{ ...wife, idNumber: null }, { ...wife, name: '林小秀' }]);
  });
});

test('findings are grouped, what lets others in first, and narrowed by unit', () => {
  const aFinding = (kind: HealthFinding['kind'], unitName: string): HealthFinding => ({ kind, accountId: AccountId.parse(crypto.randomUUID()), loginName: 'a', displayName: '甲', unitName, figure: 1 });
  const findings = [aFinding('no-rights', '教育局'), aFinding('left', '财政局'), aFinding('no-rights', '财政局')];
  expect(groupFindings(findings, null).map(({ kind, findings: found }) => [kind, found.length])).toEqual([['left', 1], ['no-rights', 2]]);
  expect(groupFindings(findings, '教育局').map(({ kind }) => kind)).toEqual(['no-rights']);
  expect(orderUnits([{ unitName: '好', accounts: 3, score: 100 }, { unitName: '差', accounts: 2, score: 50 }]).map(({ unitName }) => unitName)).toEqual(['差', '好']);
});
