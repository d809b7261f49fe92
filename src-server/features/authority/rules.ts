import type { Role } from '#shared/domain/account';
import type { Act } from './subject.ts';

/**
 * How far a role reaches: `own-part` needs the subject among the participants; `managed-unit` needs the managing unit in
 * the subject's scope; `managed-unit-of-others` needs both the scope and that the subject takes no part himself.
 */
export type Reach = 'anything' | 'own-part' | 'managed-unit' | 'managed-unit-of-others';

export type Rule = {
  readonly roles: 'everyone' | Readonly<Partial<Record<Role, Reach>>>;
  /** Touches the file of one person: closed to himself and to his relatives; needs `personId` and `personIdNumber`. */
  readonly isAboutFile?: boolean;
  /** Open to the three administrators, to whom everything else is closed. */
  readonly isAdministration?: boolean;
};

const everyone: Rule = { roles: 'everyone' };
const officers = { archivist: 'anything', reader: 'anything', approver: 'anything', selector: 'anything' } as const;
const applicants = { reader: 'anything', selector: 'anything' } as const;
const readers = { reader: 'own-part', selector: 'own-part' } as const;
/** Whoever has pages on the screen: readers under a grant, archivists in their custody. */
const viewers = { ...readers, archivist: 'own-part' } as const;
const deciders = { approver: 'managed-unit-of-others' } as const;
const custodians = { archivist: 'managed-unit' } as const;

/** One rule for every act: an operation without a rule does not compile. */
export const rules = {
  'session.signIn': everyone,
  'site.get': everyone,
  'session.changePassword': everyone,
  'session.confirmPassword': everyone,
  'session.signOut': everyone,

  'units.list': everyone,
  'people.search': { roles: officers },
  'people.get': { roles: officers },

  'volumes.get': { roles: { ...custodians, approver: 'managed-unit' }, isAboutFile: true },
  'volumes.create': { roles: custodians, isAboutFile: true },
  'volumes.fileMaterial': { roles: custodians, isAboutFile: true },
  'uploads.write': { roles: { archivist: 'own-part' } },

  'requests.colleagues': { roles: applicants },
  'requests.submit': { roles: applicants, isAboutFile: true },
  'requests.list': { roles: { ...applicants, approver: 'anything' } },
  'requests.get': { roles: { ...readers, approver: 'managed-unit' } },
  'requests.approve': { roles: deciders, isAboutFile: true },
  'requests.refuse': { roles: deciders, isAboutFile: true },
  'requests.withdraw': { roles: deciders, isAboutFile: true },
  'requests.cancel': { roles: readers },

  'viewing.open': { roles: readers, isAboutFile: true },
  'viewing.openCustody': { roles: custodians, isAboutFile: true },
  'viewing.heartbeat': { roles: viewers },
  'viewing.close': { roles: viewers },
  'pages.read': { roles: viewers, isAboutFile: true },

  'printing.prepare': { roles: viewers, isAboutFile: true },
  'printing.submitted': { roles: viewers },
  'printing.finished': { roles: viewers },
  'printing.list': { roles: { reader: 'anything', selector: 'anything', archivist: 'anything' } },
  'prints.read': { roles: viewers, isAboutFile: true },

  'audit.list': { roles: { auditor: 'anything' }, isAdministration: true },
} as const satisfies Record<Act, Rule>;
