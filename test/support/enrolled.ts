import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Services } from '../../src-server/app/services.ts';
import { issueTerminalCertificate, readSigningRequest } from '../../src-server/certificates/index.ts';
import { createSigningRequest } from '../../src-main/features/enrolment/signing-request.ts';

/** A terminal that an officer has approved, with the key and certificate that it shows. */
export type EnrolledTerminal = { readonly id: string; readonly name: string; readonly certificate: string; readonly key: string; readonly cert: string };

type Enrolment = { readonly name?: string; readonly issuedAt?: Date };

/** Straight into the tables; the way that people go is tested by itself. */
export async function anEnrolledTerminal({ db, authority, now }: Pick<Services, 'db' | 'authority' | 'now'>, { name = '测试终端', issuedAt = now() }: Enrolment = {}): Promise<EnrolledTerminal> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const csrPem = await createSigningRequest(key);
  const proved = await readSigningRequest(csrPem);
  const id = randomUUID();
  const { pem, ...certificate } = await issueTerminalCertificate(authority, { terminalId: id, key: proved, now: issuedAt });
  const unit = await db.selectFrom('units').select('id').limit(1).executeTakeFirst();
  const unitId = unit?.id ?? randomUUID();
  if (!unit) await db.insertInto('units').values({ id: unitId, name: '终端所在单位', parentId: null, level: 'city', isCustodian: false, position: 99 }).execute();
  await db
    .insertInto('terminals')
    .values({ id, name, unitId, state: 'approved', fingerprint: proved.fingerprint, csrPem, requestedAt: issuedAt, decidedBy: null, decidedAt: issuedAt, lastSeenAt: issuedAt })
    .execute();
  await db.insertInto('terminalCertificates').values({ ...certificate, pem, terminalId: id, firstUsedAt: issuedAt, revokedAt: null }).execute();
  return { id, name, certificate: certificate.fingerprint, key, cert: pem };
}
