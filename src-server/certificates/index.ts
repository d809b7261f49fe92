import 'reflect-metadata'; // @peculiar/x509 needs it loaded first
import { provideAuthority } from './authority.ts';
import { provideServerCertificate, type KeyAndCertificate } from './server-certificate.ts';

export { provideAuthority, type Authority } from './authority.ts';
export { provideServerCertificate, type KeyAndCertificate } from './server-certificate.ts';
export { issueTerminalCertificate, readSigningRequest, terminalCertificateDays, type ProvedKey, type TerminalCertificate } from './terminal-certificate.ts';

/** Authority and server certificate in one step, for a data centre that has no certificate of its own. */
export async function provideTls(dataDirectory: string, extraNames: readonly string[]): Promise<KeyAndCertificate> {
  return provideServerCertificate(dataDirectory, await provideAuthority(dataDirectory), extraNames);
}
