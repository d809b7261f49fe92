import type { PageStore } from '../blobs/page-store.ts';
import type { UploadArea } from '../blobs/upload-area.ts';
import type { Authority } from '../certificates/index.ts';
import type { DatabaseStanding } from '../db/open-database.ts';
import type { Db } from '../db/schema.ts';
import type { PageMarker } from '../features/viewing/page-marker.ts';
import type { Subject } from '../features/authority/index.ts';
import type { PackageExchange } from '../features/intake/exchange/open-exchange.ts';
import type { IntakeBell } from '../features/intake/intake-bell.ts';
import type { MarkKeys } from '../features/marking/mark-keys.ts';
import type { SessionWatch } from '../features/identity/session-watch.ts';
import type { Revocations } from '../features/terminals/revocations.ts';
import type { KnownTerminal } from '../features/terminals/terminal-access.ts';

/** What handlers are made of; composed once in `app/` and passed down. */
export type Services = {
  readonly db: Db;
  readonly databaseStanding: DatabaseStanding;
  readonly pages: PageStore;
  /** Page images that are still arriving; filing takes them through `features/uploads`. */
  readonly uploads: UploadArea;
  readonly marker: PageMarker;
  /** Secrets of the grain by which a page names its session. */
  readonly markKeys: MarkKeys;
  /** Derived from the master key, never in the database: what is digested with it can be compared there and nothing else. */
  readonly digestKey: Buffer;
  /** Signs the certificates of terminals. */
  readonly authority: Authority;
  readonly revocations: Revocations;
  readonly sessionWatch: SessionWatch;
  /** Rung when there is something to check or to commit. */
  readonly intakeBell: IntakeBell;
  /** Keys and partners of the exchange of sealed packages. */
  readonly exchange: PackageExchange;
  readonly now: () => Date;
  /** Bytes that the database may still grow by; absent or null where nobody knows. */
  readonly findLogRoom?: () => Promise<number | null>;
};

/** Who calls one operation, from where. */
export type RequestContext = {
  /** Null for the operations that are answered without a session. */
  readonly subject: Subject | null;
  /** Null for those that are answered without a certificate. */
  readonly terminal: KnownTerminal | null;
  readonly terminalName: string;
  /** Digest of the session's token. */
  readonly sessionKey: Buffer | null;
};
