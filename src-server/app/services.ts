import type { PageStore } from '../blobs/page-store.ts';
import type { UploadArea } from '../blobs/upload-area.ts';
import type { Db } from '../db/schema.ts';
import type { PageMarker } from '../features/viewing/page-marker.ts';
import type { Subject } from '../features/authority/index.ts';

/** What handlers are made of; composed once in `app/` and passed down. */
export type Services = {
  readonly db: Db;
  readonly pages: PageStore;
  /** Page images that are still arriving; filing takes them through `features/intake`. */
  readonly uploads: UploadArea;
  readonly marker: PageMarker;
  /** Derived from the master key, never in the database: what is digested with it can be compared there and nothing else. */
  readonly digestKey: Buffer;
  readonly now: () => Date;
};

/** Who calls one operation. `subject` is null for the public operations only. */
export type RequestContext = { readonly subject: Subject | null; readonly terminalName: string };
