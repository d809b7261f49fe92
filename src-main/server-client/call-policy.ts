import { peopleOperations } from '#shared/contract/server/people-operations';
import { keySignInOperations } from '#shared/contract/server/key-operations';
import { publicOperations } from '#shared/contract/server/session-operations';
import { enrolmentOperations, renewalOperations } from '#shared/contract/server/terminal-operations';
import type { ServerOperationName } from '#shared/contract/server-api';

const usualTimeoutMs = 20_000;

/** Decoding and encrypting hundreds of pages, and composing them for print, takes longer than a question does. */
const longTimeoutsMs: Partial<Record<ServerOperationName, number>> = {
  'volumes.fileMaterial': 300_000,
  'printing.prepare': 120_000,
  // The table of a zip of two gigabytes is read; a sample of a large batch is drawn.
  'intake.offerPackage': 120_000,
  'intake.closeBatch': 120_000,
  'intake.decideBatch': 120_000,
  'intake.fileLoose': 300_000,
  // A year of the log is read through once.
  'audit.report': 60_000,
  'audit.reportFile': 120_000,
  'site.get': 4_000,
  // Asked every other second; silence is to be noticed while the pages still lie open.
  'viewing.heartbeat': 5_000,
  // Answered after 25 seconds at the latest.
  'session.watch': 40_000,
};

export function timeoutOf(name: ServerOperationName): number {
  return longTimeoutsMs[name] ?? usualTimeoutMs;
}

const reads: ReadonlySet<string> = new Set<ServerOperationName>([
  ...keysOf(peopleOperations),
  'audit.checkpoint',
  'audit.list',
  'audit.get',
  'audit.officers',
  'audit.accessOf',
  'audit.patterns',
  'audit.report',
  'audit.reportFile',
  'audit.storage',
  'volumes.get',
  'requests.colleagues',
  'requests.circles',
  'requests.duties',
  'delegations.deputies',
  'delegations.list',
  'routes.list',
  'circles.list',
  'circles.account',
  'requests.list',
  'requests.get',
  'printing.list',
  'keys.list',
  'accounts.list',
  'accounts.get',
  'accounts.health',
  'acts.list',
  'acts.todo',
  'policy.get',
  'terminals.list',
  'intake.listBatches',
  'intake.getBatch',
  'intake.listPackages',
  'intake.getPackage',
  'intake.getSample',
  'intake.getPolicy',
  'scanProfiles.list',
  'viewing.leaseKey',
  'faults.list',
  'media.list',
  'media.get',
  'volumes.completeness',
  'intake.recipient',
]);

/** May be asked again without harm when the connection broke; anything that changes something is never repeated unasked. */
export function isSafeRead(name: string): boolean {
  return reads.has(name);
}

/** Asked without a session. */
export function isPublic(name: string): boolean {
  return [publicOperations, keySignInOperations, enrolmentOperations, renewalOperations].some(operations => Object.hasOwn(operations, name));
}

/** Asked without showing a certificate, whether there is one or not. */
export function isForStrangers(name: string): boolean {
  return Object.hasOwn(enrolmentOperations, name);
}

function keysOf<Key extends string>(operations: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(operations) as Key[]; // `as`: Object.keys widens to string[]
}
