import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { DatabaseConfig } from '../db/open-database.ts';

const port = z.coerce.number('must be a port number').int('must be a port number').min(0, 'must be 0 or more').max(65_535, 'must be at most 65535');
const file = z.string().refine(existsSync, 'names a file that does not exist');
const flag = z.enum(['0', '1'], 'must be 0 or 1').default('0');

const Environment = z
  .object({
    NODE_ENV: z.string().default('development'),
    DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional(),
    DANGLIAN_DATA_DIR: z.string().min(1, 'must name a folder').default('data/centre'),
    DANGLIAN_MASTER_KEY: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits in lower case').optional(),
    DANGLIAN_DATABASE_ROOM_GB: z.coerce.number('must be a number of gigabytes').positive('must be more than 0').optional(),
    HOST: z.string().min(1, 'must not be empty').default('127.0.0.1'),
    PORT: port.default(8443),
    DANGLIAN_HOST_NAMES: z.string().default(''),
    DANGLIAN_TLS_CERT_FILE: file.optional(),
    DANGLIAN_TLS_KEY_FILE: file.optional(),
    DANGLIAN_METRICS_PORT: port.optional(),
    DANGLIAN_SITE_NAME: z.string().trim().min(1, 'must not be empty').max(60, 'is longer than 60 characters').optional(),
    DANGLIAN_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').default('info'),
    DANGLIAN_DEMO: flag,
    DANGLIAN_DEMO_VOLUMES: z.coerce.number('must be a number').int('must be a whole number').min(0, 'must be 0 or more').max(60, 'must be at most 60').default(40),
    DANGLIAN_OPEN_ENROLMENT: flag,
    DANGLIAN_EXIT_WITH_PARENT: flag,
  })
  .superRefine((environment, context) => {
    const refuse = (variable: string, message: string): void => { context.addIssue({ code: 'custom', path: [variable], message }); };
    if ((environment.DANGLIAN_TLS_CERT_FILE === undefined) !== (environment.DANGLIAN_TLS_KEY_FILE === undefined)) {
      refuse('DANGLIAN_TLS_CERT_FILE', 'and DANGLIAN_TLS_KEY_FILE must be given together');
    }
    if (environment.NODE_ENV !== 'production') return;
    if (environment.DATABASE_URL === undefined) {
      refuse('DATABASE_URL', 'must name a PostgreSQL in production: the embedded database does not force its writes to the disk and may lose filed material in a power cut');
    }
    if (environment.DANGLIAN_DEMO === '1') refuse('DANGLIAN_DEMO', 'must not be set in production: its passwords are shown to everyone');
    if (environment.DANGLIAN_OPEN_ENROLMENT === '1') refuse('DANGLIAN_OPEN_ENROLMENT', 'must not be set in production: it lets terminals in that nobody has approved');
  });

export type ServerConfig = {
  readonly isProduction: boolean;
  readonly dataDirectory: string;
  readonly database: DatabaseConfig;
  readonly masterKey: string | undefined;
  /** How large PostgreSQL may grow, which it cannot tell itself; undefined where nobody has said. */
  readonly databaseRoomBytes: number | undefined;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Names and addresses, besides this machine's own, under which terminals reach the data centre. */
  readonly hostNames: readonly string[];
  /** The site's own certificate; without one the data centre makes an authority and a certificate of its own. */
  readonly tlsFiles: { readonly cert: string; readonly key: string } | undefined;
  /** Figures for the operators, on this machine only; undefined serves none. */
  readonly metricsPort: number | undefined;
  /** undefined: as the database has it. */
  readonly siteName: string | undefined;
  readonly logLevel: string;
  readonly isDemo: boolean;
  /** Files drawn for the demonstration city: fewer make its first start quicker. */
  readonly demoVolumes: number;
  /** Writes codes with which terminals enrol unattended; the demonstration does. */
  readonly opensEnrolment: boolean;
  readonly exitsWithParent: boolean;
};

/** In words for the person who starts the program. */
export class ConfigRefused extends Error {
  constructor(problems: readonly string[]) {
    super(`The data centre cannot start:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigRefused';
  }
}

/** Throws `ConfigRefused` with one line for every variable that is missing or wrong. An empty variable counts as not given. */
export function readServerConfig(environment: Readonly<Record<string, string | undefined>>): ServerConfig {
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));
  if (!parsed.success) throw new ConfigRefused(parsed.error.issues.map(issue => `${String(issue.path[0])} ${issue.message}`));
  const given = parsed.data;
  return {
    isProduction: given.NODE_ENV === 'production',
    dataDirectory: given.DANGLIAN_DATA_DIR,
    database: given.DATABASE_URL === undefined ? { kind: 'pglite', directory: `${given.DANGLIAN_DATA_DIR}/database` } : { kind: 'postgres', url: given.DATABASE_URL },
    masterKey: given.DANGLIAN_MASTER_KEY,
    databaseRoomBytes: given.DANGLIAN_DATABASE_ROOM_GB === undefined ? undefined : given.DANGLIAN_DATABASE_ROOM_GB * 1e9,
    host: given.HOST,
    port: given.PORT,
    hostNames: given.DANGLIAN_HOST_NAMES.split(',').map(name => name.trim()).filter(name => name !== ''),
    tlsFiles: findTlsFiles(given),
    metricsPort: given.DANGLIAN_METRICS_PORT,
    siteName: given.DANGLIAN_SITE_NAME,
    logLevel: given.DANGLIAN_LOG_LEVEL,
    isDemo: given.DANGLIAN_DEMO === '1',
    demoVolumes: given.DANGLIAN_DEMO_VOLUMES,
    opensEnrolment: given.DANGLIAN_OPEN_ENROLMENT === '1' || given.DANGLIAN_DEMO === '1',
    exitsWithParent: given.DANGLIAN_EXIT_WITH_PARENT === '1',
  };
}

function findTlsFiles({ DANGLIAN_TLS_CERT_FILE: cert, DANGLIAN_TLS_KEY_FILE: key }: z.output<typeof Environment>): ServerConfig['tlsFiles'] {
  return cert === undefined || key === undefined ? undefined : { cert, key };
}
