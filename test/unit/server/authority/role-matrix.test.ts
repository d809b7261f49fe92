import { describe, expect, test } from 'vitest';
import { serverApi } from '../../../../src-shared/contract/server-api.ts';
import { roles, type Role } from '../../../../src-shared/domain/account.ts';
import { decide, requireRole, type Act, type ResourceFacts, type Subject } from '../../../../src-server/features/authority/index.ts';

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

const everyone = roles;
const officers = ['archivist', 'reader', 'approver', 'selector'] as const;
const threeOffices = ['system-administrator', 'security-officer', 'auditor'] as const;

/** Who may, with a stranger's file in scope (`scope`), and who may, taking part in the matter but outside the scope (`part`). */
const expected: Record<Act, { readonly scope: readonly Role[]; readonly part: readonly Role[] }> = {
  'session.signIn': { scope: everyone, part: everyone },
  'session.changePassword': { scope: everyone, part: everyone },
  'session.confirmPassword': { scope: everyone, part: everyone },
  'session.signOut': { scope: everyone, part: everyone },
  'session.lock': { scope: everyone, part: everyone },
  'session.watch': { scope: everyone, part: everyone },
  'session.replayed': { scope: everyone, part: everyone },
  'terminals.request': { scope: everyone, part: everyone },
  'terminals.requestState': { scope: everyone, part: everyone },
  'terminals.renew': { scope: everyone, part: everyone },
  'terminals.list': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'terminals.createCode': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'terminals.approve': { scope: ['security-officer'], part: ['security-officer'] },
  'terminals.refuse': { scope: ['security-officer'], part: ['security-officer'] },
  'terminals.revoke': { scope: ['security-officer'], part: ['security-officer'] },
  'session.challenge': { scope: everyone, part: everyone },
  'session.signInWithKey': { scope: everyone, part: everyone },
  'session.confirmWithKey': { scope: everyone, part: everyone },
  'session.keyRemoved': { scope: everyone, part: everyone },
  'keys.list': { scope: ['security-officer'], part: ['security-officer'] },
  'keys.register': { scope: ['security-officer'], part: ['security-officer'] },
  'keys.revoke': { scope: ['security-officer'], part: ['security-officer'] },
  'site.get': { scope: everyone, part: everyone },
  'units.list': { scope: everyone, part: everyone },
  'people.search': { scope: officers, part: officers },
  'people.get': { scope: officers, part: officers },
  'volumes.get': { scope: ['archivist', 'approver'], part: [] },
  'volumes.findByLabel': { scope: ['archivist', 'approver'], part: [] },
  'volumes.create': { scope: ['archivist'], part: [] },
  'volumes.fileMaterial': { scope: ['archivist'], part: [] },
  'volumes.listSetAside': { scope: ['archivist'], part: [] },
  'volumes.export': { scope: ['archivist'], part: [] },
  'uploads.write': { scope: [], part: ['archivist', 'auditor'] },
  'intake.createBatch': { scope: ['archivist'], part: ['archivist'] },
  'intake.listBatches': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'intake.getBatch': { scope: ['archivist', 'approver'], part: [] },
  'intake.offerPackage': { scope: ['archivist'], part: [] },
  'intake.withdrawPackage': { scope: ['archivist'], part: [] },
  'intake.listWithdrawn': { scope: ['archivist'], part: [] },
  'intake.listPackages': { scope: ['archivist', 'approver'], part: [] },
  'intake.getPackage': { scope: ['archivist', 'approver'], part: [] },
  'intake.readPage': { scope: ['archivist', 'approver'], part: [] },
  'intake.readDefects': { scope: ['archivist', 'approver'], part: [] },
  'intake.setPaused': { scope: ['archivist'], part: [] },
  'intake.closeBatch': { scope: ['archivist'], part: [] },
  'intake.override': { scope: ['archivist'], part: [] },
  'intake.decideOverride': { scope: ['archivist', 'approver'], part: [] },
  'intake.getSample': { scope: ['archivist'], part: [] },
  'intake.judge': { scope: ['archivist'], part: [] },
  'intake.listPartners': { scope: ['archivist'], part: ['archivist'] },
  'intake.unjudge': { scope: ['archivist'], part: [] },
  'intake.listMappings': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'intake.setMapping': { scope: ['approver'], part: ['approver'] },
  'intake.tryMapping': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'intake.decideBatch': { scope: ['archivist'], part: [] },
  'intake.listPolicies': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'intake.getPolicy': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'intake.setPolicy': { scope: ['approver'], part: ['approver'] },
  'intake.fileLoose': { scope: ['archivist'], part: [] },
  'intake.recipient': { scope: ['archivist'], part: ['archivist'] },
  'intake.readTemplate': { scope: ['archivist'], part: ['archivist'] },
  'intake.check': { scope: [], part: [] },
  'intake.commit': { scope: [], part: [] },
  'intake.return': { scope: [], part: [] },
  'intake.sweep': { scope: [], part: [] },
  'volumes.completeness': { scope: ['archivist', 'approver'], part: [] },
  'media.register': { scope: ['archivist'], part: ['archivist'] },
  'media.move': { scope: ['archivist'], part: [] },
  'media.list': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'media.get': { scope: ['archivist', 'approver'], part: [] },
  'media.readRegister': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'strips.listTemplates': { scope: ['archivist'], part: ['archivist'] },
  'strips.saveTemplate': { scope: ['archivist'], part: ['archivist'] },
  'strips.retireTemplate': { scope: ['archivist'], part: ['archivist'] },
  'strips.findVolumes': { scope: ['archivist'], part: ['archivist'] },
  'strips.prepare': { scope: ['archivist'], part: ['archivist'] },
  'strips.readTestPage': { scope: ['archivist'], part: ['archivist'] },
  'strips.judgePrinter': { scope: ['archivist'], part: ['archivist'] },
  'strips.listVerdicts': { scope: ['archivist'], part: ['archivist'] },
  'strips.label': { scope: ['archivist'], part: [] },
  'strips.started': { scope: ['archivist'], part: [] },
  'strips.ended': { scope: ['archivist'], part: [] },
  'strips.confirmGood': { scope: ['archivist'], part: [] },
  'strips.abandon': { scope: ['archivist'], part: [] },
  'strips.readSheets': { scope: ['archivist'], part: [] },
  'strips.get': { scope: ['archivist', 'approver'], part: [] },
  'strips.listJobs': { scope: ['archivist', 'approver'], part: ['archivist', 'approver'] },
  'catalogues.plan': { scope: ['archivist'], part: [] },
  'catalogues.prepare': { scope: ['archivist'], part: [] },
  'catalogues.started': { scope: ['archivist'], part: [] },
  'catalogues.ended': { scope: ['archivist'], part: [] },
  'catalogues.confirmGood': { scope: ['archivist'], part: [] },
  'catalogues.readSheets': { scope: ['archivist'], part: [] },
  'catalogues.readFile': { scope: ['archivist'], part: [] },
  'forms.get': { scope: officers, part: officers },
  'forms.read': { scope: officers, part: officers },
  'forms.previewTransfer': { scope: ['archivist'], part: [] },
  'forms.issueTransfer': { scope: ['archivist'], part: [] },
  'requests.colleagues': { scope: ['reader', 'selector'], part: ['reader', 'selector'] },
  'requests.circles': { scope: ['reader', 'selector'], part: ['reader', 'selector'] },
  'requests.amend': { scope: [], part: ['reader', 'selector'] },
  'requests.submit': { scope: ['reader', 'selector'], part: ['reader', 'selector'] },
  'requests.duties': { scope: ['approver', 'archivist'], part: ['approver', 'archivist'] },
  'requests.list': { scope: ['reader', 'selector', 'approver', 'archivist'], part: ['reader', 'selector', 'approver', 'archivist'] },
  'requests.get': { scope: ['approver'], part: ['reader', 'selector'] },
  'requests.approve': { scope: ['approver'], part: [] },
  'requests.refuse': { scope: ['approver'], part: [] },
  'requests.withdraw': { scope: ['approver'], part: [] },
  'requests.cancel': { scope: [], part: ['reader', 'selector'] },
  'delegations.deputies': { scope: ['approver'], part: ['approver'] },
  'delegations.list': { scope: ['approver'], part: ['approver'] },
  'delegations.create': { scope: ['approver'], part: ['approver'] },
  'delegations.end': { scope: [], part: ['approver'] },
  'routes.list': { scope: ['system-administrator', 'security-officer', 'auditor'], part: ['system-administrator', 'security-officer', 'auditor'] },
  'routes.propose': { scope: ['system-administrator'], part: ['system-administrator'] },
  'routes.decide': { scope: ['security-officer'], part: [] },
  'circles.list': { scope: ['security-officer'], part: ['security-officer'] },
  'circles.create': { scope: ['security-officer'], part: ['security-officer'] },
  'circles.setMembers': { scope: ['security-officer'], part: ['security-officer'] },
  'circles.close': { scope: ['security-officer'], part: ['security-officer'] },
  'circles.account': { scope: ['auditor'], part: ['auditor'] },
  'viewing.open': { scope: [], part: ['reader', 'selector'] },
  'viewing.openCustody': { scope: ['archivist'], part: [] },
  'viewing.leaseKey': { scope: ['reader', 'selector', 'archivist'], part: ['reader', 'selector', 'archivist'] },
  'viewing.heartbeat': { scope: [], part: ['reader', 'selector'] },
  'viewing.close': { scope: [], part: ['reader', 'selector'] },
  'pages.read': { scope: [], part: ['reader', 'selector'] },
  'printers.report': { scope: everyone, part: everyone },
  'printers.list': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'printers.approve': { scope: ['security-officer'], part: ['security-officer'] },
  'partners.list': { scope: ['security-officer'], part: ['security-officer'] },
  'partners.read': { scope: ['security-officer'], part: ['security-officer'] },
  'partners.add': { scope: ['security-officer'], part: ['security-officer'] },
  'partners.revoke': { scope: ['security-officer'], part: ['security-officer'] },
  'printers.refuse': { scope: ['security-officer'], part: ['security-officer'] },
  'printing.prepare': { scope: [], part: ['reader', 'selector'] },
  'printing.submitted': { scope: [], part: ['reader', 'selector'] },
  'printing.finished': { scope: [], part: ['reader', 'selector'] },
  'printing.countSheets': { scope: [], part: ['reader', 'selector'] },
  'printing.reminders': { scope: ['reader', 'selector', 'archivist'], part: ['reader', 'selector', 'archivist'] },
  'printing.get': { scope: ['archivist', 'approver'], part: ['reader', 'selector'] },
  'printing.check': { scope: ['archivist'], part: [] },
  'printing.handOver': { scope: ['archivist'], part: [] },
  'printing.endCopy': { scope: ['archivist'], part: [] },
  'printing.destroyWaste': { scope: ['archivist'], part: [] },
  'prints.readSheet': { scope: ['archivist'], part: ['reader', 'selector'] },
  'sheetPrints.begin': { scope: officers, part: officers },
  'sheetPrints.end': { scope: ['archivist', 'approver'], part: ['reader', 'selector'] },
  'sheetPrints.count': { scope: ['archivist', 'approver'], part: ['reader', 'selector'] },
  'sheetPrints.list': { scope: officers, part: officers },
  'printing.list': { scope: ['reader', 'selector', 'archivist'], part: ['reader', 'selector', 'archivist'] },
  'evidence.get': { scope: ['archivist', 'approver'], part: [] },
  'evidence.save': { scope: ['archivist'], part: [] },
  'evidence.readSheet': { scope: ['archivist', 'approver'], part: [] },
  'prints.see': { scope: ['archivist', 'approver'], part: ['reader', 'selector'] },
  'prints.read': { scope: [], part: ['reader', 'selector'] },
  'audit.checkpoint': { scope: everyone, part: everyone },
  'audit.reportMismatch': { scope: everyone, part: everyone },
  'audit.list': { scope: ['auditor'], part: ['auditor'] },
  'audit.get': { scope: ['auditor'], part: ['auditor'] },
  'audit.officers': { scope: ['auditor'], part: ['auditor'] },
  'audit.accessOf': { scope: ['auditor'], part: ['auditor'] },
  'audit.patterns': { scope: ['auditor'], part: ['auditor'] },
  'audit.setWatchRules': { scope: ['auditor'], part: ['auditor'] },
  'audit.report': { scope: ['auditor'], part: ['auditor'] },
  'audit.reportFile': { scope: ['auditor'], part: ['auditor'] },
  'audit.export': { scope: ['auditor'], part: ['auditor'] },
  'audit.storage': { scope: ['auditor', 'system-administrator'], part: ['auditor', 'system-administrator'] },
  'traces.run': { scope: ['auditor'], part: ['auditor'] },
  'traces.list': { scope: ['auditor'], part: ['auditor'] },
  'accounts.list': { scope: threeOffices, part: threeOffices },
  'accounts.get': { scope: threeOffices, part: threeOffices },
  'accounts.propose': { scope: ['system-administrator'], part: ['system-administrator'] },
  'accounts.proposeRights': { scope: ['security-officer'], part: ['security-officer'] },
  'accounts.proposeOffice': { scope: threeOffices, part: threeOffices },
  'accounts.suspend': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'accounts.close': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'accounts.proposeReopening': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'accounts.proposePasswordReset': { scope: ['system-administrator', 'security-officer'], part: ['system-administrator', 'security-officer'] },
  'accounts.unlock': { scope: ['security-officer'], part: ['security-officer'] },
  'accounts.setRelatives': { scope: ['security-officer'], part: ['security-officer'] },
  'accounts.health': { scope: ['security-officer'], part: ['security-officer'] },
  'accounts.createFirst': { scope: [], part: [] },
  'acts.list': { scope: threeOffices, part: threeOffices },
  'acts.agree': { scope: threeOffices, part: threeOffices },
  'acts.refuse': { scope: threeOffices, part: threeOffices },
  'acts.withdraw': { scope: threeOffices, part: threeOffices },
  'acts.todo': { scope: threeOffices, part: threeOffices },
  'policy.get': { scope: threeOffices, part: threeOffices },
  'faults.report': { scope: ['archivist'], part: ['archivist'] },
  'faults.list': { scope: ['system-administrator'], part: ['system-administrator'] },
  'scanProfiles.list': { scope: ['archivist', 'system-administrator'], part: ['archivist', 'system-administrator'] },
  'scanProfiles.save': { scope: ['system-administrator'], part: ['system-administrator'] },
  'scanProfiles.remove': { scope: ['system-administrator'], part: ['system-administrator'] },
  'scanProfiles.setOnly': { scope: ['system-administrator'], part: ['system-administrator'] },
  'policy.propose': { scope: ['security-officer'], part: ['security-officer'] },
};
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
