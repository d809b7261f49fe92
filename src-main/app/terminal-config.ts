import { existsSync, readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const caFile = z
  .string('must name the file with the certificate of the data centre\'s authority (PEM)')
  .refine(existsSync, 'names a file that does not exist')
  .transform(file => readFileSync(file, 'utf8'))
  .refine(text => text.includes('-----BEGIN CERTIFICATE-----'), 'names a file that holds no certificate in PEM form');

const Environment = z.object({
  DANGLIAN_SERVER_URL: z.url({ protocol: /^https$/, error: 'must be the https address of the data centre, for example https://archive.example:8443' }),
  DANGLIAN_SERVER_CA: caFile,
  DANGLIAN_TERMINAL_DIR: z.string('must name a folder for this terminal\'s own data').min(1, 'must name a folder for this terminal\'s own data'),
  DANGLIAN_TERMINAL_NAME: z.string().trim().min(1, 'must not be empty').max(60, 'is longer than 60 characters').default(hostname().slice(0, 60)),
  DANGLIAN_EXPORT_DIR: z.string().min(1).default(join(homedir(), '档联导出')),
  DANGLIAN_ENROLMENT_CODE: z.string().trim().min(1).max(60).optional(),
  DANGLIAN_HEADLESS: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  // Not looked for here: a terminal whose driver was taken away still opens, and says so where keys would be.
  DANGLIAN_PKCS11_MODULE: z.string().startsWith('/', 'must be the full path of a PKCS#11 library').optional(),
  DANGLIAN_BROWSER: z.string().min(1).optional(),
  DANGLIAN_BROWSER_USER: z.string().min(1).optional(),
});

export type TerminalConfig = {
  readonly serverUrl: string;
  readonly caCertificatePem: string;
  readonly dataDirectory: string;
  readonly terminalName: string;
  /** Of a demonstration, which enrols its terminal itself. */
  readonly enrolmentCode: string | undefined;
  /** Where the files go that a user saves. */
  readonly exportDirectory: string;
  readonly isHeadless: boolean;
  /** The vendor's PKCS#11 library for USB keys (密钥); undefined: passwords only. */
  readonly keyModule: string | undefined;
  /** Chromium host only: its binary, and the ordinary user it runs as when this process is root. */
  readonly browser: { readonly binary?: string; readonly runAs?: string };
};

/** In words for the person who starts the program. */
export class ConfigRefused extends Error {
  constructor(problems: readonly string[]) {
    super(`The terminal cannot start:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigRefused';
  }
}

/** Throws `ConfigRefused` with one line for every variable that is missing or wrong. */
export function readTerminalConfig(environment: Readonly<Record<string, string | undefined>>): TerminalConfig {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) throw new ConfigRefused(parsed.error.issues.map(issue => `${String(issue.path[0])} ${issue.message}`));
  const { DANGLIAN_BROWSER: binary, DANGLIAN_BROWSER_USER: runAs, ...rest } = parsed.data;
  return {
    serverUrl: rest.DANGLIAN_SERVER_URL,
    caCertificatePem: rest.DANGLIAN_SERVER_CA,
    dataDirectory: rest.DANGLIAN_TERMINAL_DIR,
    terminalName: rest.DANGLIAN_TERMINAL_NAME,
    enrolmentCode: rest.DANGLIAN_ENROLMENT_CODE,
    exportDirectory: rest.DANGLIAN_EXPORT_DIR,
    isHeadless: rest.DANGLIAN_HEADLESS === '1',
    keyModule: rest.DANGLIAN_PKCS11_MODULE,
    browser: { ...(binary === undefined ? {} : { binary }), ...(runAs === undefined ? {} : { runAs }) },
  };
}
