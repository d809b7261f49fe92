import { expect, test } from 'vitest';
import { readServerConfig } from '../../../../src-server/app/config.ts';

const refusal = (environment: Record<string, string>): string => {
  try {
    readServerConfig(environment);
    return 'accepted';
  } catch (error) {
    return String(error);
  }
};

test('without any variable it is a demonstration machine: embedded database, this machine only', () => {
  expect(readServerConfig({ PATH: '/bin' })).toMatchObject({
    isProduction: false,
    database: { kind: 'pglite', directory: 'data/centre/database' },
    host: '127.0.0.1',
    port: 8443,
    metricsPort: undefined,
    isDemo: false,
  });
});

test('a DATABASE_URL chooses PostgreSQL', () => {
  expect(readServerConfig({ DATABASE_URL: 'postgres://city@db/archive' }).database).toEqual({ kind: 'postgres', url: 'postgres://city@db/archive' });
});

test('production refuses the embedded database and says why', () => {
  expect(refusal({ NODE_ENV: 'production' })).toMatch(/DATABASE_URL must name a PostgreSQL in production: .*power cut/);
});

test('production refuses demonstration data', () => {
  expect(refusal({ NODE_ENV: 'production', DATABASE_URL: 'postgres://city@db/archive', DANGLIAN_DEMO: '1' })).toMatch(/DANGLIAN_DEMO must not be set in production/);
});

test('every wrong variable is named, each with its reason', () => {
  const text = refusal({ PORT: '99999', DATABASE_URL: 'mysql://x', DANGLIAN_MASTER_KEY: 'short', DANGLIAN_DEMO: 'yes', DANGLIAN_LOG_LEVEL: 'loud' });
  expect(text).toContain('PORT must be at most 65535');
  expect(text).toContain('DATABASE_URL must begin with postgres://');
  expect(text).toContain('DANGLIAN_MASTER_KEY must be 64 hex digits');
  expect(text).toContain('DANGLIAN_DEMO must be 0 or 1');
  expect(text).toContain('DANGLIAN_LOG_LEVEL must be debug');
});

test('a refused key or address is not repeated in the message', () => {
  expect(refusal({ DATABASE_URL: 'mysql://city:hunter2@db', DANGLIAN_MASTER_KEY: 'abc123secret' })).not.toMatch(/hunter2|abc123secret/);
});

test('certificate and key come together, and must exist', () => {
  expect(refusal({ DANGLIAN_TLS_CERT_FILE: import.meta.filename })).toContain('DANGLIAN_TLS_CERT_FILE and DANGLIAN_TLS_KEY_FILE must be given together');
  expect(refusal({ DANGLIAN_TLS_CERT_FILE: '/nowhere.crt', DANGLIAN_TLS_KEY_FILE: '/nowhere.key' })).toContain('DANGLIAN_TLS_CERT_FILE names a file that does not exist');
});

test('an empty variable counts as not given', () => {
  expect(readServerConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ database: { kind: 'pglite' }, port: 8443 });
});
