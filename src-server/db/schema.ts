import type { Kysely } from 'kysely';
import type { AdministrationTables } from './tables/administration-tables.ts';
import type { ApprovalTables } from './tables/approval-tables.ts';
import type { AuditTables } from './tables/audit-tables.ts';
import type { EvidenceTables } from './tables/evidence-tables.ts';
import type { IdentityTables } from './tables/identity-tables.ts';
import type { IntakeTables } from './tables/intake-tables.ts';
import type { KeyTables } from './tables/key-tables.ts';
import type { MarkingTables } from './tables/marking-tables.ts';
import type { PeopleTables } from './tables/people-tables.ts';
import type { PrintingTables } from './tables/printing-tables.ts';
import type { RequestTables } from './tables/request-tables.ts';
import type { ScanningTables } from './tables/scanning-tables.ts';
import type { SiteTables } from './tables/site-tables.ts';
import type { StripTables } from './tables/strip-tables.ts';
import type { CatalogueTables } from './tables/catalogue-tables.ts';
import type { TerminalTables } from './tables/terminal-tables.ts';
import type { ViewingTables } from './tables/viewing-tables.ts';
import type { VolumeTables } from './tables/volume-tables.ts';

/** Tables are snake_case plural in SQL, camelCase here (CamelCasePlugin). Times are timestamptz, read as Date. */
export type Schema = SiteTables & IdentityTables & PeopleTables & VolumeTables & RequestTables & ViewingTables & PrintingTables & EvidenceTables & StripTables & CatalogueTables & AuditTables & ApprovalTables & AdministrationTables & KeyTables & TerminalTables & IntakeTables & ScanningTables & MarkingTables;

/** The database, or a transaction of it: repositories take either. Inside a transaction use the transaction only (PGlite would wait for ever). */
export type Db = Kysely<Schema>;
