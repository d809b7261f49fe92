import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ConfigRefused, readTerminalConfig } from '../../../../src-main/app/terminal-config.ts';

const complaint = (environment: Record<string, string>): string => {
  try {
    readTerminalConfig(environment);
  } catch (error) {
    if (error instanceof ConfigRefused) return error.message;
    throw error;
  }
  return '';
};

test('each missing or wrong variable is named with what it should be', () => {
  const text = complaint({ DANGLIAN_SERVER_URL: 'http://archive.example', DANGLIAN_SERVER_CA: '/nowhere/ca.crt', DANGLIAN_HEADLESS: 'yes' });
  expect(text).toContain('DANGLIAN_SERVER_URL must be the https address');
  expect(text).toContain('DANGLIAN_SERVER_CA names a file that does not exist');
  expect(text).toContain('DANGLIAN_TERMINAL_DIR must name a folder');
  expect(text).toContain('DANGLIAN_HEADLESS must be 0 or 1');
});

test('a file that is no certificate is refused before anything is sent under its name', () => {
  const text = complaint({ DANGLIAN_SERVER_URL: 'https://localhost:1', DANGLIAN_SERVER_CA: fileURLToPath(import.meta.url), DANGLIAN_TERMINAL_DIR: '/x' });
  expect(text).toContain('DANGLIAN_SERVER_CA names a file that holds no certificate');
});

test('the library for USB keys is named by its full path, so that no folder on the way offers another one', () => {
  expect(complaint({ DANGLIAN_PKCS11_MODULE: 'libtoken.so' })).toContain('DANGLIAN_PKCS11_MODULE must be the full path of a PKCS#11 library');
  expect(complaint({ DANGLIAN_PKCS11_MODULE: '/opt/vendor/libtoken.so' })).not.toContain('DANGLIAN_PKCS11_MODULE');
});
