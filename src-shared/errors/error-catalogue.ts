/**
 * Every expected error of every side. `status` is the HTTP status on the server border; `retry` tells whether the same
 * act may succeed later without the user changing anything. Each code has a text in every locale (`errors` namespace).
 */
export const errorCatalogue = {
  internal: { status: 500, retry: false },
  'input.invalid': { status: 400, retry: false },
  'input.too-large': { status: 413, retry: false },
  'operation.unknown': { status: 404, retry: false },
  'operation.timed-out': { status: 504, retry: true },
  'sender.foreign': { status: 403, retry: false },

  'session.wrong-credentials': { status: 401, retry: false },
  'session.account-locked': { status: 423, retry: true },
  'session.terminal-locked': { status: 423, retry: true },
  'session.one-time-password-expired': { status: 401, retry: false },
  /** The password must be given again before this act; not a denial. */
  'session.confirmation-required': { status: 403, retry: false },
  /** For this account a password alone is not enough, or the session began with a key. */
  'session.key-required': { status: 403, retry: false },
  'session.required': { status: 401, retry: false },
  'session.expired': { status: 401, retry: false },
  'session.locked': { status: 423, retry: false },
  'session.ended-elsewhere': { status: 401, retry: false },
  /** Suspended, or rights, unit or password changed by an administrator. */
  'session.account-changed': { status: 401, retry: false },
  /** Its token came from another terminal: somebody copied it. */
  'session.replayed': { status: 401, retry: false },
  'session.password-change-required': { status: 403, retry: false },
  'password.too-weak': { status: 400, retry: false },
  'password.same-as-old': { status: 400, retry: false },
  'password.too-common': { status: 400, retry: false },
  'password.used-before': { status: 400, retry: false },

  'account.name-taken': { status: 409, retry: false },
  /** Not from this state: a closed account is never used again, a suspended one is reopened before anything else. */
  'account.state-conflict': { status: 409, retry: false },
  'account.nothing-changes': { status: 400, retry: false },
  /** The last active system administrator, security officer or auditor. */
  'account.last-of-office': { status: 409, retry: false },
  /** Two of the three offices, or the auditor's with any other role, in one person. */
  'account.offices-conflict': { status: 409, retry: false },
  'act.state-conflict': { status: 409, retry: false },
  'act.target-changed': { status: 409, retry: false },
  'act.already-waiting': { status: 409, retry: false },

  /** No certificate, or one that is not known here any more. */
  'terminal.not-enrolled': { status: 403, retry: false },
  'terminal.revoked': { status: 403, retry: false },
  'terminal.code-invalid': { status: 400, retry: false },
  'terminal.request-invalid': { status: 400, retry: false },
  'terminal.state-conflict': { status: 409, retry: false },
  'terminal.fingerprint-differs': { status: 409, retry: false },
  'terminal.name-taken': { status: 409, retry: false },
  /** The program there is of another edition than the terminal was approved as. */
  'terminal.edition-differs': { status: 403, retry: false },
  'terminal.renewal-early': { status: 409, retry: false },

  /** A denial looks the same as an absence: callers must not learn that the thing exists. */
  'resource.not-found': { status: 404, retry: false },
  /** What cannot be recorded is not done. */
  'audit.unavailable': { status: 503, retry: true },
  'record.changed': { status: 409, retry: true },
  'server.unreachable': { status: 503, retry: true },
  /** The certificate is not of the authority this terminal was given: a wrong address, or somebody in between. */
  'server.untrusted': { status: 502, retry: false },
  'server.busy': { status: 503, retry: true },
  'server.stopping': { status: 503, retry: true },

  /** Kept; it goes by itself when the line is back. */
  'draft.waits-in-outbox': { status: 503, retry: false },

  'volume.unknown-label': { status: 404, retry: false },
  'form.no-sheets': { status: 400, retry: false },
  'volume.already-exists': { status: 409, retry: false },
  'catalogue.class-invalid': { status: 400, retry: false },
  'catalogue.sequence-taken': { status: 409, retry: false },
  'catalogue.sequence-gap': { status: 409, retry: false },
  'catalogue.row-incomplete': { status: 400, retry: false },
  'catalogue.pages-differ': { status: 409, retry: false },
  'catalogue.date-invalid': { status: 400, retry: false },
  'upload.incomplete': { status: 409, retry: true },
  'upload.digest-differs': { status: 409, retry: true },
  'image.unreadable': { status: 422, retry: false },
  'image.too-large': { status: 422, retry: false },
  /** The recipe of a page speaks of pixels that its image does not have. */
  'recipe.does-not-fit': { status: 422, retry: false },

  /** The batch, the package or the override is in a state from which this is not possible. */
  'batch.state-conflict': { status: 409, retry: false },
  'batch.empty': { status: 409, retry: false },
  'batch.still-checking': { status: 409, retry: true },
  'batch.overrides-wait': { status: 409, retry: false },
  'batch.sample-incomplete': { status: 409, retry: false },
  'batch.sample-failed': { status: 409, retry: false },
  'package.state-conflict': { status: 409, retry: false },
  'package.upload-taken': { status: 409, retry: false },
  'package.upload-incomplete': { status: 409, retry: true },
  /** Nobody with whom the data centre exchanges sealed packages. */
  'package.recipient-unknown': { status: 409, retry: false },
  'package.nothing-to-export': { status: 409, retry: false },
  /** What the rule finds cannot be stored, or must not be read: it blocks for everybody. */
  'checks.rule-fixed': { status: 409, retry: false },
  'override.state-conflict': { status: 409, retry: false },
  /** What was found cannot be filed, or must not be: not even two people let it through. */
  'override.finding-final': { status: 409, retry: false },
  /** Something else in the package cannot be filed. */
  'override.package-unfit': { status: 409, retry: false },
  'medium.not-received': { status: 409, retry: false },
  'medium.number-taken': { status: 409, retry: false },
  'medium.state-conflict': { status: 409, retry: false },
  'medium.being-read': { status: 409, retry: false },

  'request.own-file': { status: 403, retry: false },
  'request.readers-not-distinct': { status: 400, retry: false },
  'request.reason-required': { status: 400, retry: false },
  'request.state-conflict': { status: 409, retry: false },
  'request.nothing-granted': { status: 400, retry: false },
  'request.beyond-application': { status: 400, retry: false },
  'request.above-clearance': { status: 403, retry: false },
  /** The applicant has changed it since the approver looked. */
  'request.changed': { status: 409, retry: true },
  'print.fetched-too-often': { status: 409, retry: false },
  'route.nobody-decides': { status: 409, retry: false },
  'route.state-conflict': { status: 409, retry: false },
  'delegation.not-possible': { status: 400, retry: false },
  'delegation.over': { status: 409, retry: false },
  'circle.code-taken': { status: 409, retry: false },
  'grant.expired': { status: 410, retry: false },
  'grant.withdrawn': { status: 410, retry: false },
  'view-session.closed': { status: 410, retry: false },

  'print.not-granted': { status: 403, retry: false },
  'print.count-first': { status: 409, retry: false },
  'print.copies-used': { status: 409, retry: false },
  'print.wrong-count': { status: 400, retry: false },
  'print.state-conflict': { status: 409, retry: false },
  'print.too-many-sheets': { status: 400, retry: false },
  /** Copies leave when the archivist has checked them. */
  'print.not-checked': { status: 409, retry: false },
  'print.nothing-to-check': { status: 409, retry: false },
  'print.copy-state-conflict': { status: 409, retry: false },
  'print.witness-needed': { status: 400, retry: false },
  'print.unavailable': { status: 503, retry: true },
  'print.not-installed': { status: 503, retry: true },
  'print.refused': { status: 502, retry: true },
  /** No font of the data centre has this character; said before anything is printed. */
  'sheet.glyph-missing': { status: 422, retry: false },
  'sheet.font-missing': { status: 503, retry: false },
  'strip.too-long': { status: 422, retry: false },
  'strip.outside': { status: 422, retry: false },
  'strip.barcode-unfit': { status: 422, retry: false },
  'strip.barcode-too-fine': { status: 422, retry: false },
  /** Not even one strip fits between the margins of this paper. */
  'strip.no-room': { status: 422, retry: false },
  'strip.too-many-templates': { status: 409, retry: false },
  'strip.state-conflict': { status: 409, retry: false },
  'evidence.changed': { status: 409, retry: false },
  'evidence.not-in-file': { status: 422, retry: false },
  /** After a failure a person counts the good ones before it goes on. */
  'strip.count-first': { status: 409, retry: false },
  'strip.wrong-start': { status: 409, retry: false },
  'strip.wrong-count': { status: 400, retry: false },
  /** Nothing was filed since the last print. */
  'catalogue.nothing-new': { status: 409, retry: false },
  'catalogue.too-long': { status: 422, retry: false },
  'catalogue.row-too-long': { status: 422, retry: false },
  /** Nobody knows yet what an earlier print left on the paper. */
  'catalogue.count-first': { status: 409, retry: false },
  'catalogue.state-conflict': { status: 409, retry: false },
  'sheet-print.state-conflict': { status: 409, retry: false },
  'sheet-print.wrong-count': { status: 400, retry: false },
  'catalogue.wrong-count': { status: 400, retry: false },
  /** More likely a misread ruler than a printer. */
  'calibration.implausible': { status: 400, retry: false },
  'printer.not-found': { status: 404, retry: true },
  'printer.not-approved': { status: 403, retry: true },
  /** Its queue writes a file: no paper, no number, no register. */
  'printer.to-file': { status: 403, retry: false },

  'device-host.crashed': { status: 503, retry: true },
  'scanner.unavailable': { status: 503, retry: true },
  'scanner.not-found': { status: 404, retry: true },
  'scanner.busy': { status: 409, retry: true },
  'scanner.paper-jam': { status: 409, retry: true },
  'scanner.cover-open': { status: 409, retry: true },
  'scanner.no-paper': { status: 409, retry: true },
  'scanner.io-failed': { status: 502, retry: true },
  'scanner.setting-refused': { status: 400, retry: false },
  'scanner.page-incomplete': { status: 502, retry: true },
  'scanner.not-responding': { status: 504, retry: true },
  'scanner.side-missing': { status: 502, retry: true },
  'scan.nothing-to-resume': { status: 409, retry: false },
  'scan.already-running': { status: 409, retry: false },
  'scanner.unreachable': { status: 503, retry: true },
  'scanner.not-understood': { status: 502, retry: false },
  'scanner.no-jpeg': { status: 400, retry: false },
  'scanner.certificate-changed': { status: 502, retry: false },
  'scanner-place.too-many': { status: 409, retry: false },
  'scan-folder.unreadable': { status: 404, retry: true },
  'scan-folder.too-full': { status: 413, retry: false },
  'scan-folder.not-allowed': { status: 400, retry: false },
  'scan-file.not-plain': { status: 400, retry: false },
  'scan-file.too-large': { status: 413, retry: false },
  'scan-file.changed': { status: 409, retry: true },
  'scan-file.foreign': { status: 400, retry: false },
  'scan-file.damaged': { status: 422, retry: false },
  'scan-file.no-resolution': { status: 422, retry: false },
  'scan-file.pdf-not-simple': { status: 422, retry: false },
  'scan-file.still-open': { status: 409, retry: true },
  'scan-file.not-removed': { status: 409, retry: false },
  'barcode.unavailable': { status: 503, retry: false },
  /** The administrator has closed the profile to changes at the desk, or lets nothing but profiles be used. */
  'scan-profile.locked': { status: 403, retry: false },
  'scan-profile.name-taken': { status: 409, retry: false },
  'scan-profile.too-many': { status: 409, retry: false },

  /** A signature came too late, twice, or for another name or terminal. */
  'key.challenge-expired': { status: 409, retry: true },
  'key.already-registered': { status: 409, retry: false },
  'key.too-many': { status: 409, retry: false },
  'key.unproven': { status: 400, retry: false },
  'key.expired': { status: 403, retry: false },
  'key.not-supported': { status: 400, retry: false },
  'key.unavailable': { status: 503, retry: false },
  'key.not-present': { status: 404, retry: true },
  'key.no-certificate': { status: 404, retry: false },
  'key.pin-wrong': { status: 401, retry: false },
  'key.pin-final-try': { status: 401, retry: false },
  'key.pin-locked': { status: 423, retry: false },
  'key.pin-expired': { status: 403, retry: false },
  'key.not-confirmed': { status: 409, retry: true },
  'key.not-responding': { status: 504, retry: true },
  'key.failed': { status: 502, retry: true },

  'mapping.too-many': { status: 409, retry: false },
  /** `problem`: the rule that a package with this file would break. */
  'mapping.sample-unreadable': { status: 400, retry: false },
  'sheet.no-such-part': { status: 404, retry: false },
  'report.not-saved': { status: 507, retry: true },
  'audit.period-required': { status: 400, retry: false },
  'audit.period-too-long': { status: 400, retry: false },

  /** None of the chosen paths holds a package. */
  'delivery.nothing-found': { status: 404, retry: false },
  'delivery.search-too-long': { status: 413, retry: false },
  'delivery.place-unreadable': { status: 404, retry: true },
  'delivery.file-vanished': { status: 409, retry: true },
  'delivery.file-unreadable': { status: 409, retry: true },
  /** Between measuring and sending, or between two attempts. */
  'delivery.file-changed': { status: 409, retry: true },
  /** A link or a device where a file should be: following it could lead anywhere. */
  'delivery.not-plain': { status: 400, retry: false },
  'delivery.name-unreadable': { status: 400, retry: false },
  'delivery.empty': { status: 400, retry: false },
  'delivery.too-large': { status: 413, retry: false },
  'delivery.too-many-files': { status: 413, retry: false },
  /** The terminal's own record of it, not the package. */
  'delivery.entry-damaged': { status: 409, retry: false },
  'delivery.medium-removed': { status: 409, retry: true },
  'delivery.medium-silent': { status: 504, retry: true },

  'draft.not-found': { status: 404, retry: false },
  /** Two runs that are to be laid into each other have different numbers of sides. */
  'draft.sides-differ': { status: 409, retry: false },
  /** Two pages are not the halves of one scan. */
  'draft.no-halves': { status: 409, retry: false },
  'draft.empty': { status: 409, retry: false },
  'draft.being-filed': { status: 409, retry: true },
  'store.unreadable': { status: 500, retry: false },
  'scanner.search-failed': { status: 503, retry: true },
  'draft.dpi-differs': { status: 409, retry: false },
  'draft.joined-already': { status: 409, retry: false },
  'delivery.not-here': { status: 404, retry: false },
  'draft.too-many-aside': { status: 409, retry: false },
  'partner.key-unreadable': { status: 400, retry: false },
  'partner.key-known': { status: 409, retry: false },
  'partner.too-many': { status: 409, retry: false },
  'outbox.full': { status: 409, retry: false },
  'store.full': { status: 507, retry: true },
  'store.in-use': { status: 409, retry: true },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export type ErrorCode = keyof typeof errorCatalogue;
export const errorCodes = Object.keys(errorCatalogue) as readonly ErrorCode[]; // `as`: Object.keys widens to string[]

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
