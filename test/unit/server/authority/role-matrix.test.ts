import { describe, expect, test } from 'vitest';
import { serverApi } from '../../../../src-shared/contract/server-api.ts';
import { roles, type Role } from '../../../../src-shared/domain/account.ts';
import { decide, requireRole, type Act, type ResourceFacts, type Subject } from '../../../../src-server/features/authority/index.ts';
import { everyone, expected, officers } from './expected-rights.ts';

const own = { accountId: 'me', unitId: 'unit', idNumber: '150202197003120017' };

function aSubject(subjectRoles: readonly Role[], overrides: Partial<Subject> = {}): Subject {
  return {
    ...own,
    displayName: '李档案',
    unitName: '组织部',
    roles: subjectRoles,
    clearance: 'secret',
    relativeIdNumbers: ['150202197206060020'],
    circleIds: [],
    delegators: [],
    terminalId: 't-1',
    scopeUnitIds: ['unit', 'unit-below'],
    terminalName: '窗口一',
    edition: 'archive',
    ...overrides,
  };
}

/** A stranger's file in the subject's scope, in an ordinary matter that waits for his decision and in which he takes no part. */
const inScope: ResourceFacts = {
  personId: 'p-other',
  personIdNumber: '150202198001010018',
  secrecyLevel: 'secret',
  managingUnitId: 'unit-below',
  participantIds: ['a', 'b'],
  participantIdNumbers: ['150202198102020011'],
  deciderIds: [],
  deciderIdNumbers: [],
  turn: 'approver/unit',
  route: ['approver/unit'],
  circleId: null,
  terminalName: '窗口一',
  reading: { kind: 'grant', ended: null, holds: true, mayPrint: true },
};
/** A stranger's file elsewhere, in a matter in which he takes part and whose grant is open on his screen. */
const ownPart: ResourceFacts = { ...inScope, managingUnitId: 'unit-elsewhere', participantIds: ['me', 'b'], turn: 'approver/unit-elsewhere', route: ['approver/unit-elsewhere'] };

const acts = Object.keys(expected) as Act[]; // `as`: the keys of a record over Act

describe('who may do what', () => {
  test('every operation of the contract is in the table', () => {
    expect(acts).toEqual(expect.arrayContaining(Object.keys(serverApi)));
  });

  test.each(acts.flatMap(act => roles.map(role => ({ act, role }))))('$role × $act', ({ act, role }) => {
    const subject = aSubject([role]);
    expect(decide(subject, act, inScope).isAllowed).toBe(expected[act].scope.includes(role));
    expect(decide(subject, act, ownPart).isAllowed).toBe(expected[act].part.includes(role));
  });
});

/** Acts on the file of a person: what 回避 closes. */
const fileActs: readonly Act[] = [
  'volumes.get', 'volumes.findByLabel', 'volumes.create', 'volumes.fileMaterial', 'volumes.listSetAside', 'requests.submit', 'requests.approve', 'requests.refuse', 'requests.withdraw',
  'requests.get', 'requests.amend', 'viewing.open', 'viewing.openCustody', 'pages.read', 'printing.prepare', 'prints.read', 'prints.see',
  'evidence.get', 'evidence.save', 'evidence.readSheet',
];
const officer = aSubject([...officers]);
/** Facts under which the officer with every ordinary role may do every act on a file. */
const factsFor = (act: Act): ResourceFacts => (expected[act].scope.length > 0 ? inScope : ownPart);

describe.each(fileActs)('%s', act => {
  test('is open with every fact in place', () => {
    expect(decide(officer, act, factsFor(act)).isAllowed).toBe(true);
  });
  test('is closed for his own file, known by the identity number', () => {
    expect(decide(officer, act, { ...factsFor(act), personIdNumber: own.idNumber }).isAllowed).toBe(false);
  });
  test('is closed for the file of a relative', () => {
    expect(decide(officer, act, { ...factsFor(act), personIdNumber: '150202197206060020' }).isAllowed).toBe(false);
  });
  test('is closed when the handler does not say whose file it is', () => {
    const { personIdNumber: _, ...facts } = factsFor(act);
    expect(decide(officer, act, facts).isAllowed).toBe(false);
  });
  test('is closed above his clearance, and when the handler does not say how secret it is', () => {
    const { secrecyLevel: _, ...facts } = factsFor(act);
    expect(decide(officer, act, facts).isAllowed).toBe(false);
    expect(decide(officer, act, { ...facts, secrecyLevel: 'confidential' }).isAllowed).toBe(false);
    expect(decide({ ...officer, clearance: 'confidential' }, act, { ...facts, secrecyLevel: 'confidential' }).isAllowed).toBe(true);
  });
  test.each(['system-administrator', 'security-officer', 'auditor'] as const)('is closed to a %s who also holds every other role', administrator => {
    expect(decide(aSubject([...officers, administrator]), act, factsFor(act)).isAllowed).toBe(false);
  });
});

describe('approving', () => {
  const acts = ['requests.approve', 'requests.refuse', 'requests.withdraw'] as const;
  test.each(acts)('%s is closed to applicant and second reader of the request, also within their scope', act => {
    expect(decide(officer, act, { ...inScope, participantIds: ['me', 'b'] }).isAllowed).toBe(false);
    expect(decide(officer, act, { ...inScope, participantIds: ['a', 'me'] }).isAllowed).toBe(false);
  });
  test.each(acts)('%s is closed when the handler does not say who takes part', act => {
    const { participantIds: _, ...facts } = inScope;
    expect(decide(officer, act, facts).isAllowed).toBe(false);
  });
});

test('nobody without a role may do anything but what is open to everyone', () => {
  const nobody = aSubject([]);
  for (const act of acts) expect(decide(nobody, act, { ...inScope, participantIds: ['me'] }).isAllowed, act).toBe(expected[act].scope === everyone);
});

test('the question before the handler refuses by role alone, with the reason for the log and an absence for the caller', () => {
  expect(() => { requireRole(aSubject(['auditor']), 'people.search'); }).toThrow(
    expect.objectContaining({ code: 'resource.not-found', act: 'people.search', reason: 'administrators see neither people nor files' }),
  );
  expect(() => { requireRole(aSubject(['reader']), 'requests.approve'); }).toThrow(expect.objectContaining({ code: 'resource.not-found' }));
  expect(() => { requireRole(aSubject(['approver']), 'requests.approve'); }).not.toThrow();
});
