import { describe, expect, test } from 'vitest';
import { defaultPolicyOf } from '../../../../src-shared/domain/access-policy.ts';
import { ActKind, type AccessPolicy } from '../../../../src-shared/domain/administration.ts';
import { roles, type Role } from '../../../../src-shared/domain/account.ts';
import { findObjection, findOffice, listOpenOffices, type Administrator, type Deliberation } from '../../../../src-server/features/accounts/act-rules.ts';
import { areRolesInConflict, isSamePerson, offices, type Office } from '../../../../src-server/features/accounts/offices.ts';
import { loosens } from '../../../../src-server/features/accounts/policy-strictness.ts';

const person = (name: string, ...held: Role[]): Administrator => ({ accountId: name, idNumber: `id-${name}`, roles: held });
const target = person('target', 'reader');
const anAct = (kind: ActKind, proposedAs: Office, overrides: Partial<Deliberation> = {}): Deliberation => ({ kind, proposedAs, proposer: person('proposer'), target, agreements: [], ...overrides });

describe('who decides an act', () => {
  test.each([
    ['account.create', 'system-administrator', ['security-officer']],
    ['account.reopen', 'system-administrator', ['security-officer']],
    ['password.reset', 'system-administrator', ['security-officer']],
    ['password.reset', 'security-officer', ['auditor']],
    ['rights.change', 'security-officer', ['system-administrator', 'security-officer']],
    ['policy.change', 'security-officer', ['system-administrator', 'security-officer', 'auditor']],
    ['administrator.change', 'system-administrator', ['security-officer', 'auditor']],
    ['administrator.change', 'security-officer', ['system-administrator', 'auditor']],
    ['administrator.change', 'auditor', ['system-administrator', 'security-officer']],
  ] as const)('%s proposed by a %s: %j and nobody else', (kind, proposedAs, expected) => {
    for (const role of roles) expect(findObjection(anAct(kind, proposedAs), person('other', role)) === undefined, role).toBe(expected.some(office => office === role));
  });

  test('where a security officer is concerned the auditor may stand in', () => {
    expect(listOpenOffices(anAct('password.reset', 'system-administrator', { target: person('target', 'security-officer') }))).toEqual(['security-officer', 'auditor']);
  });

  test.each(ActKind.options)('%s is decided neither by who proposed it nor by whom it concerns, nor by another account of theirs', kind => {
    const act = anAct(kind, 'system-administrator');
    for (const concerned of [act.proposer, target]) {
      for (const accountId of [concerned.accountId, 'second account']) {
        expect(findObjection(act, { accountId, idNumber: concerned.idNumber, roles: [...offices] })).toMatch(/himself/);
      }
    }
  });

  test('of the two other offices each agrees once', () => {
    const agreed = { ...person('first'), agreedAs: 'security-officer' } as const;
    const act = anAct('administrator.change', 'system-administrator', { agreements: [agreed] });
    expect(findObjection(act, person('first', 'security-officer', 'auditor'))).toBe('has agreed already');
    expect(findObjection(act, person('another', 'security-officer'))).toBeDefined();
    expect(findOffice(act, person('another', 'auditor'))).toBe('auditor');
  });
});

describe('one person', () => {
  test('is the same by account or by identity number; unknown numbers make nobody the same', () => {
    expect(isSamePerson({ accountId: 'a', idNumber: null }, { accountId: 'a', idNumber: '1' })).toBe(true);
    expect(isSamePerson({ accountId: 'a', idNumber: '1' }, { accountId: 'b', idNumber: '1' })).toBe(true);
    expect(isSamePerson({ accountId: 'a', idNumber: null }, { accountId: 'b', idNumber: null })).toBe(false);
  });

  test.each(roles.flatMap(one => roles.map(other => [one, other] as const)))('holds %s and %s only where that is no conflict', (one, other) => {
    const isOffice = (role: Role): boolean => offices.some(office => office === role);
    const expected = one !== other && ((isOffice(one) && isOffice(other)) || one === 'auditor' || other === 'auditor');
    expect(areRolesInConflict([one, other])).toBe(expected);
  });
});

describe('a policy is loosened', () => {
  const base: AccessPolicy = { ...defaultPolicyOf('confidential'), keyRequiredFrom: 'confidential' };
  const withPassword = (change: Partial<AccessPolicy['password']>): AccessPolicy => ({ ...base, password: { ...base.password, ...change } });
  const looser: readonly (readonly [string, AccessPolicy])[] = [
    ['site level', { ...base, siteLevel: 'secret' }],
    ['length', withPassword({ minLength: 9 })],
    ['classes', withPassword({ minClasses: 2 })],
    ['age', withPassword({ maxAgeDays: 8 })],
    ['history', withPassword({ history: 9 })],
    ['attempts', { ...base, lockoutAttempts: 6 }],
    ['lockout', { ...base, lockoutMinutes: 14 }],
    ['idle lock', { ...base, idleLockSeconds: 301 }],
    ['idle minutes', { ...base, sessionIdleMinutes: 31 }],
    ['hours', { ...base, sessionHours: 9 }],
    ['confirmation', { ...base, confirmationMinutes: 6 }],
    ['reading offline', { ...base, offlineMinutes: 11 }],
    ['pages that stay without focus', { ...base, blursUnfocused: false }],
    ['keys for fewer', { ...base, keyRequiredFrom: 'top-secret' }],
    ['no keys', { ...base, keyRequiredFrom: null }],
    ['sensitive roles', { ...base, sensitiveRoles: ['approver'] }],
  ];

  test.each(looser)('by %s, also when everything else becomes stricter', (_what, after) => {
    expect(loosens(base, after)).toBe(true);
    expect(loosens(after, base)).toBe(false);
    expect(loosens(base, { ...after, password: { ...after.password, minLength: after === looser[1]?.[1] ? 9 : 20 } })).toBe(true);
  });

  test('by nothing that stays as it is', () => {
    expect(loosens(base, base)).toBe(false);
    // A rule that is added to the policy needs a row above; two of them are about keys, none about the group of password rules itself.
    expect(looser).toHaveLength(Object.keys(base).length + Object.keys(base.password).length);
  });
});
