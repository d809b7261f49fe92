import type { DesktopEvents } from '#shared/contract/desktop-api';
import type { DeviceApi } from '#shared/contract/device-api';
import type { Client, Emit } from '#shared/contract/operation';
import type { Edition } from '#shared/domain/edition';
import type { TerminalEnrolment } from '../features/enrolment/create-enrolment.ts';
import type { Clocks } from '../features/viewing/machine-clocks.ts';
import type { SessionState } from '../features/session/session-state.ts';
import type { AppHost } from '../host/app-host.ts';
import type { ServerClient } from '../server-client/index.ts';
import type { CommonStore, Store } from '../store/index.ts';
import type { Log } from './log.ts';

/** What features of every edition are made of; composed once in `start-edition.ts` and passed down. */
export type CommonServices = {
  readonly terminal: {
    /** As enrolled. */
    readonly name: () => string;
    readonly version: string;
    /** Of this program. */
    readonly edition: Edition;
    readonly hostKind: AppHost['kind'];
    /** SHA-256 of the certificate that this terminal shows, in hex. */
    readonly certificate: () => string;
  };
  readonly enrolment: TerminalEnrolment;
  readonly session: SessionState;
  readonly server: ServerClient;
  readonly devices: Client<DeviceApi>;
  readonly store: CommonStore;
  /** Where files go that a user asks to have: reports, never pages. */
  readonly exportDirectory: string;
  /** Tells every window. */
  readonly emit: Emit<DesktopEvents>;
  readonly log: Log;
  /** Logs what nobody expected; answers the number under which it was logged. */
  readonly reportBug: (error: unknown) => string;
  readonly now: () => Date;
  /** What leases are counted by. */
  readonly clocks: Clocks;
};

/** The same where files are kept: with what is being scanned and sent. */
export type TerminalServices = Omit<CommonServices, 'store'> & { readonly store: Store };
