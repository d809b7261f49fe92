import type accounts from '../../assets/locales/zh-CN/accounts.json';
import type administration from '../../assets/locales/zh-CN/administration.json';
import type audit from '../../assets/locales/zh-CN/audit.json';
import type circles from '../../assets/locales/zh-CN/circles.json';
import type common from '../../assets/locales/zh-CN/common.json';
import type completeness from '../../assets/locales/zh-CN/completeness.json';
import type delegations from '../../assets/locales/zh-CN/delegations.json';
import type errors from '../../assets/locales/zh-CN/errors.json';
import type evidence from '../../assets/locales/zh-CN/evidence.json';
import type faults from '../../assets/locales/zh-CN/faults.json';
import type partners from '../../assets/locales/zh-CN/partners.json';
import type findings from '../../assets/locales/zh-CN/findings.json';
import type forms from '../../assets/locales/zh-CN/forms.json';
import type intake from '../../assets/locales/zh-CN/intake.json';
import type keys from '../../assets/locales/zh-CN/keys.json';
import type media from '../../assets/locales/zh-CN/media.json';
import type outbox from '../../assets/locales/zh-CN/outbox.json';
import type oversight from '../../assets/locales/zh-CN/oversight.json';
import type policy from '../../assets/locales/zh-CN/policy.json';
import type printing from '../../assets/locales/zh-CN/printing.json';
import type requests from '../../assets/locales/zh-CN/requests.json';
import type roster from '../../assets/locales/zh-CN/roster.json';
import type routes from '../../assets/locales/zh-CN/routes.json';
import type scanProfiles from '../../assets/locales/zh-CN/scan-profiles.json';
import type scanning from '../../assets/locales/zh-CN/scanning.json';
import type session from '../../assets/locales/zh-CN/session.json';
import type strips from '../../assets/locales/zh-CN/strips.json';
import type catalogues from '../../assets/locales/zh-CN/catalogues.json';
import type terminals from '../../assets/locales/zh-CN/terminals.json';
import type tracing from '../../assets/locales/zh-CN/tracing.json';
import type viewing from '../../assets/locales/zh-CN/viewing.json';
import type volumes from '../../assets/locales/zh-CN/volumes.json';

/** The Chinese texts decide which keys exist; a test holds the other languages to them. */
export type Texts = {
  readonly accounts: typeof accounts;
  readonly administration: typeof administration;
  readonly audit: typeof audit;
  readonly circles: typeof circles;
  readonly common: typeof common;
  readonly completeness: typeof completeness;
  readonly delegations: typeof delegations;
  readonly errors: typeof errors;
  readonly evidence: typeof evidence;
  readonly faults: typeof faults;
  readonly partners: typeof partners;
  readonly findings: typeof findings;
  readonly forms: typeof forms;
  readonly intake: typeof intake;
  readonly keys: typeof keys;
  readonly media: typeof media;
  readonly outbox: typeof outbox;
  readonly oversight: typeof oversight;
  readonly policy: typeof policy;
  readonly printing: typeof printing;
  readonly requests: typeof requests;
  readonly roster: typeof roster;
  readonly routes: typeof routes;
  readonly 'scan-profiles': typeof scanProfiles;
  readonly scanning: typeof scanning;
  readonly session: typeof session;
  readonly strips: typeof strips;
  readonly catalogues: typeof catalogues;
  readonly terminals: typeof terminals;
  readonly tracing: typeof tracing;
  readonly viewing: typeof viewing;
  readonly volumes: typeof volumes;
};

declare module 'i18next' {
  interface CustomTypeOptions { // an interface, to merge with the library's own
    defaultNS: 'common';
    resources: Texts;
  }
}
