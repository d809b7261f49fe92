import type { Role } from '#shared/domain/account';
import type { Act } from './subject.ts';

/**
 * How far a role reaches. `own-part`: he takes part. `own-grant`, `own-custody`: the reading is his, under a grant, or among the
 * files he still manages. `managed-unit`: the file is managed within his scope, or the matter is of a circle he belongs to.
 * `own-turn`: the step that waits is his to decide. `own-route`: one of the steps is. `managed-or-route`: either of the two.
 */
export type Reach = 'anything' | 'own-part' | 'own-grant' | 'own-custody' | 'managed-unit' | 'managed-or-route' | 'own-turn' | 'own-route';

/** A rule names the roles and how far each reaches; what else it says closes the act again, whatever the role. */
export type Rule = {
  readonly roles: 'everyone' | Readonly<Partial<Record<Role, Reach>>>;
  /** Touches the file of one person: closed to himself and his relatives (回避), and to whoever is not cleared for its secrecy level. */
  readonly isAboutFile?: boolean;
  /** Touches a request or what hangs on it: a confidential one is closed to all but its circle. */
  readonly isAboutRequest?: boolean;
  /** Closed to who applied, proposed or reads along, to their other accounts and to who stands in for them; `from-deciders`: also to who decided an earlier step. */
  readonly separation?: 'from-readers' | 'from-deciders';
  /** Only at the terminal where the reading was opened. */
  readonly isAtTerminal?: boolean;
  /** Needs a reading that is open; `page`: and holds the page; `print`: and allows to print it. */
  readonly reading?: 'open' | 'page' | 'print';
  /** Cannot be taken back: the person at the keyboard must have proved himself a few minutes ago. */
  readonly needsConfirmation?: boolean;
  /** Open to the three administrators, to whom everything else is closed. */
  readonly isAdministration?: boolean;
};

const everyone: Rule = { roles: 'everyone' };
const officers = { archivist: 'anything', reader: 'anything', approver: 'anything', selector: 'anything' } as const;
const applicants = { reader: 'anything', selector: 'anything' } as const;
const readers = { reader: 'own-part', selector: 'own-part' } as const;
/** Whoever has pages on the screen: readers under a grant, archivists in their custody. */
const viewers = { reader: 'own-grant', selector: 'own-grant', archivist: 'own-custody' } as const;
const deciders = { approver: 'own-turn', archivist: 'own-turn' } as const;
const routeMembers = { approver: 'own-route', archivist: 'own-route' } as const;
/** Copies are made under a grant; the sheet of a registered copy is its operator's. */
const printers = readers;
/** The three offices; who of them may decide what, and never about himself, is for `features/accounts` to say. */
const administrators: Rule = { roles: { 'system-administrator': 'anything', 'security-officer': 'anything', auditor: 'anything' }, isAdministration: true };
const guardians: Rule = { roles: { 'system-administrator': 'anything', 'security-officer': 'anything' }, isAdministration: true };
const custodians = { archivist: 'managed-unit' } as const;

/** One rule for every act: an operation without a rule does not compile. */
export const rules = {
  'session.signIn': everyone,
  'session.challenge': everyone,
  'session.signInWithKey': everyone,
  'site.get': everyone,
  'session.changePassword': everyone,
  'session.confirmPassword': everyone,
  'session.signOut': everyone,
  'session.lock': everyone,
  'session.watch': everyone,
  'session.replayed': everyone,

  'terminals.request': everyone,
  'terminals.requestState': everyone,
  'terminals.renew': everyone,
  'terminals.list': { roles: { 'system-administrator': 'anything', 'security-officer': 'anything' }, isAdministration: true },
  'terminals.createCode': { roles: { 'system-administrator': 'anything', 'security-officer': 'anything' }, isAdministration: true },
  'terminals.approve': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'terminals.refuse': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'terminals.revoke': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'session.confirmWithKey': everyone,
  'session.keyRemoved': everyone,

  'units.list': everyone,
  'people.search': { roles: officers },
  'people.get': { roles: officers },

  'volumes.get': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'volumes.findByLabel': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'volumes.create': { roles: custodians, isAboutFile: true },
  'volumes.fileMaterial': { roles: custodians, isAboutFile: true },
  'volumes.listSetAside': { roles: custodians, isAboutFile: true },
  // Leaves the data centre whole, though sealed for a partner.
  'volumes.export': { roles: custodians, isAboutFile: true, needsConfirmation: true },
  // The auditor sends leaked pictures, which he has already; none of the archive's.
  'uploads.write': { roles: { archivist: 'own-part', auditor: 'own-part' }, isAdministration: true },

  // A delivery is its custodial unit's; whoever it is about sees nothing of it, like his file (facts: the person the package says it is).
  'intake.createBatch': { roles: { archivist: 'anything' } },
  'intake.listBatches': { roles: { archivist: 'anything', approver: 'anything' } },
  'intake.getBatch': { roles: { ...custodians, approver: 'managed-unit' } },
  'intake.offerPackage': { roles: custodians },
  'intake.withdrawPackage': { roles: custodians },
  'intake.listWithdrawn': { roles: custodians },
  'intake.listPackages': { roles: { ...custodians, approver: 'managed-unit' } },
  'intake.getPackage': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'intake.readPage': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'intake.readDefects': { roles: { ...custodians, approver: 'managed-unit' } },
  'intake.setPaused': { roles: custodians },
  'intake.closeBatch': { roles: custodians },
  'intake.override': { roles: custodians, isAboutFile: true },
  // The second person (双人): not the one who proposed it, nor another account of his.
  'intake.decideOverride': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true, needsConfirmation: true, separation: 'from-readers' },
  'intake.getSample': { roles: custodians },
  'intake.judge': { roles: custodians, isAboutFile: true },
  'intake.unjudge': { roles: custodians, isAboutFile: true },
  'intake.decideBatch': { roles: custodians, needsConfirmation: true },
  'intake.listPolicies': { roles: { archivist: 'anything', approver: 'anything' } },
  'intake.getPolicy': { roles: { archivist: 'anything', approver: 'anything' } },
  // Whoever imports does not loosen the checks.
  'intake.setPolicy': { roles: { approver: 'anything' }, needsConfirmation: true },
  'intake.listMappings': { roles: { archivist: 'anything', approver: 'anything' } },
  'intake.setMapping': { roles: { approver: 'anything' }, needsConfirmation: true },
  'intake.tryMapping': { roles: { archivist: 'anything', approver: 'anything' } },
  'intake.fileLoose': { roles: custodians, isAboutFile: true },
  'intake.recipient': { roles: { archivist: 'anything' } },
  'intake.listPartners': { roles: { archivist: 'anything' } },
  'intake.readTemplate': { roles: { archivist: 'anything' } },
  // What the data centre does by itself when it has been told to: nobody can ask for it.
  'intake.check': { roles: {} },
  'intake.commit': { roles: {} },
  'intake.return': { roles: {} },
  'intake.sweep': { roles: {} },
  'volumes.completeness': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'media.register': { roles: { archivist: 'anything' } },
  'media.move': { roles: custodians },
  'media.list': { roles: { archivist: 'anything', approver: 'anything' } },
  'media.get': { roles: { ...custodians, approver: 'managed-unit' } },
  'media.readRegister': { roles: { archivist: 'anything', approver: 'anything' } },

  // 背条: a strip says whose file it is; nobody makes one for his own, nor above his clearance.
  'strips.label': { roles: custodians, isAboutFile: true },
  'strips.listTemplates': { roles: { archivist: 'anything' } },
  'strips.saveTemplate': { roles: { archivist: 'anything' } },
  'strips.retireTemplate': { roles: { archivist: 'anything' } },
  'strips.findVolumes': { roles: { archivist: 'anything' } },
  'strips.prepare': { roles: { archivist: 'anything' } },
  'strips.started': { roles: custodians },
  'strips.ended': { roles: custodians },
  'strips.confirmGood': { roles: custodians },
  'strips.abandon': { roles: custodians },
  'strips.get': { roles: { ...custodians, approver: 'managed-unit' } },
  'strips.listJobs': { roles: { archivist: 'anything', approver: 'anything' } },
  'strips.readSheets': { roles: custodians },
  'strips.readTestPage': { roles: { archivist: 'anything' } },
  'strips.judgePrinter': { roles: { archivist: 'anything' } },
  'strips.listVerdicts': { roles: { archivist: 'anything' } },

  // 目录 on paper: tells of appointments and penalties like the file itself.
  'catalogues.plan': { roles: custodians, isAboutFile: true },
  'catalogues.prepare': { roles: custodians, isAboutFile: true },
  'catalogues.started': { roles: custodians, isAboutFile: true },
  'catalogues.ended': { roles: custodians, isAboutFile: true },
  'catalogues.confirmGood': { roles: custodians, isAboutFile: true },
  'catalogues.readSheets': { roles: custodians, isAboutFile: true },
  'catalogues.readFile': { roles: custodians, isAboutFile: true },

  // Each form asks the rule of what it is made of as well.
  'forms.get': { roles: officers },
  'forms.read': { roles: officers },
  // The document itself has a rule, too, which is asked first.
  'sheetPrints.begin': { roles: { ...officers, auditor: 'anything' }, isAdministration: true },
  'sheetPrints.end': { roles: { ...readers, ...custodians, approver: 'managed-unit', auditor: 'own-part' }, isAdministration: true },
  'sheetPrints.count': { roles: { ...readers, ...custodians, approver: 'managed-unit', auditor: 'own-part' }, isAdministration: true },
  'sheetPrints.list': { roles: { ...officers, auditor: 'anything' }, isAdministration: true },
  'forms.previewTransfer': { roles: custodians, isAboutFile: true },
  'forms.issueTransfer': { roles: custodians, isAboutFile: true },

  'requests.colleagues': { roles: applicants },
  'requests.submit': { roles: applicants, isAboutFile: true, isAboutRequest: true },
  'requests.amend': { roles: readers, isAboutFile: true, isAboutRequest: true },
  'requests.circles': { roles: applicants },
  'requests.duties': { roles: { approver: 'anything', archivist: 'anything' } },
  'requests.list': { roles: { ...applicants, approver: 'anything', archivist: 'anything' } },
  'requests.get': { roles: { ...readers, approver: 'managed-or-route', archivist: 'own-route' }, isAboutFile: true, isAboutRequest: true },
  'requests.approve': { roles: deciders, needsConfirmation: true, isAboutFile: true, isAboutRequest: true, separation: 'from-deciders' },
  'requests.refuse': { roles: deciders, isAboutFile: true, isAboutRequest: true, separation: 'from-deciders' },
  'requests.withdraw': { roles: routeMembers, isAboutFile: true, isAboutRequest: true, separation: 'from-readers' },
  'requests.cancel': { roles: readers, isAboutRequest: true },

  'delegations.deputies': { roles: { approver: 'anything' } },
  'delegations.list': { roles: { approver: 'anything' } },
  'delegations.create': { roles: { approver: 'anything' } },
  'delegations.end': { roles: { approver: 'own-part' } },
  'routes.list': { roles: { 'system-administrator': 'anything', 'security-officer': 'anything', auditor: 'anything' }, isAdministration: true },
  'routes.propose': { roles: { 'system-administrator': 'anything' }, isAdministration: true },
  'routes.decide': { roles: { 'security-officer': 'anything' }, isAdministration: true, separation: 'from-readers' },
  'circles.list': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'circles.create': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'circles.setMembers': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'circles.close': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'circles.account': { roles: { auditor: 'anything' }, isAdministration: true },

  'viewing.open': { roles: readers, isAboutFile: true, isAboutRequest: true, reading: 'open' },
  'viewing.openCustody': { roles: custodians, isAboutFile: true },
  'viewing.heartbeat': { roles: viewers, isAboutRequest: true, isAtTerminal: true },
  'viewing.leaseKey': { roles: { reader: 'anything', selector: 'anything', archivist: 'anything' } },
  'viewing.close': { roles: viewers, isAboutRequest: true, isAtTerminal: true },
  'pages.read': { roles: viewers, isAboutFile: true, isAboutRequest: true, isAtTerminal: true, reading: 'page' },

  'printing.prepare': { roles: viewers, needsConfirmation: true, isAboutFile: true, isAboutRequest: true, isAtTerminal: true, reading: 'print' },
  'printing.submitted': { roles: printers, isAboutRequest: true },
  'printing.finished': { roles: printers, isAboutRequest: true },
  'printing.countSheets': { roles: printers, isAboutRequest: true },
  'printing.reminders': { roles: { ...applicants, archivist: 'anything' } },
  'printing.get': { roles: { ...readers, archivist: 'managed-unit', approver: 'managed-unit' }, isAboutFile: true, isAboutRequest: true },
  // Whoever made the copies does not also say that they are right, nor where they went.
  'printing.check': { roles: custodians, isAboutFile: true, isAboutRequest: true, separation: 'from-readers' },
  'printing.handOver': { roles: custodians, isAboutFile: true, isAboutRequest: true, separation: 'from-readers' },
  'printing.endCopy': { roles: custodians, isAboutFile: true, isAboutRequest: true, separation: 'from-readers' },
  'printing.destroyWaste': { roles: custodians, isAboutFile: true, isAboutRequest: true, separation: 'from-readers' },
  'printing.list': { roles: { ...applicants, archivist: 'anything' } },
  /** One row of the print register. */
  'prints.see': { roles: { ...readers, archivist: 'managed-unit', approver: 'managed-unit' }, isAboutFile: true, isAboutRequest: true },
  /** 摘录单. */
  'prints.readSheet': { roles: { ...readers, ...custodians }, isAboutFile: true, isAboutRequest: true },
  'prints.read': { roles: printers, isAboutFile: true, isAboutRequest: true, isAtTerminal: true, reading: 'open' },

  // 三龄两历一身份: read out of the file by whoever keeps it, looked at by whoever decides about him.
  'evidence.get': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'evidence.save': { roles: custodians, isAboutFile: true },
  'evidence.readSheet': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true, needsConfirmation: true },
  // Whoever is about to print tells what his terminal has; none of it is of a file.
  'partners.list': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'partners.read': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'partners.add': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'partners.revoke': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'printers.report': everyone,
  'printers.list': { roles: { 'security-officer': 'anything', 'system-administrator': 'anything' }, isAdministration: true },
  'printers.approve': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'printers.refuse': { roles: { 'security-officer': 'anything' }, isAdministration: true },

  'audit.checkpoint': everyone,
  'audit.reportMismatch': everyone,
  'audit.list': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.get': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.officers': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.accessOf': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.patterns': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.setWatchRules': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.report': { roles: { auditor: 'anything' }, isAdministration: true },
  'audit.reportFile': { roles: { auditor: 'anything' }, needsConfirmation: true, isAdministration: true },
  'audit.export': { roles: { auditor: 'anything' }, needsConfirmation: true, isAdministration: true },
  'audit.storage': { roles: { auditor: 'anything', 'system-administrator': 'anything' }, isAdministration: true },

  'traces.run': { roles: { auditor: 'anything' }, isAdministration: true },
  'traces.list': { roles: { auditor: 'anything' }, isAdministration: true },

  'accounts.list': administrators,
  'accounts.get': administrators,
  'accounts.propose': { roles: { 'system-administrator': 'anything' }, isAdministration: true },
  'accounts.proposeRights': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'accounts.proposeOffice': administrators,
  'accounts.suspend': guardians,
  'accounts.close': guardians,
  'accounts.proposeReopening': guardians,
  'accounts.proposePasswordReset': guardians,
  'accounts.unlock': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'accounts.setRelatives': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'accounts.health': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  /** Once, at the data centre's own console, before anybody can sign in: open to nobody who is signed in. */
  'accounts.createFirst': { roles: {} },
  'acts.list': administrators,
  'acts.agree': { ...administrators, needsConfirmation: true },
  'acts.refuse': administrators,
  'acts.withdraw': administrators,
  'acts.todo': administrators,
  'policy.get': administrators,
  'policy.propose': { roles: { 'security-officer': 'anything' }, isAdministration: true },

  // Whoever scans takes what the administrator set; neither learns anything of a file by it.
  'scanProfiles.list': { roles: { archivist: 'anything', 'system-administrator': 'anything' }, isAdministration: true },
  'scanProfiles.save': { roles: { 'system-administrator': 'anything' }, isAdministration: true },
  'scanProfiles.remove': { roles: { 'system-administrator': 'anything' }, isAdministration: true },
  'scanProfiles.setOnly': { roles: { 'system-administrator': 'anything' }, isAdministration: true },

  // What is told of a scanner says nothing of a file.
  'faults.report': { roles: { archivist: 'anything' } },
  'faults.list': { roles: { 'system-administrator': 'anything' }, isAdministration: true },

  'keys.list': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'keys.register': { roles: { 'security-officer': 'anything' }, isAdministration: true },
  'keys.revoke': { roles: { 'security-officer': 'anything' }, isAdministration: true },
} as const satisfies Record<Act, Rule>;
