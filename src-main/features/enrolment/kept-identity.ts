import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { Fingerprint, TerminalState } from '#shared/domain/administration';
import { TerminalId } from '#shared/domain/ids';
import type { Store } from '../../store/index.ts';

/** Who this machine is to the data centre: kept in the encrypted store, the key leaves it only into TLS. */
const Identity = z.object({
  id: TerminalId,
  name: z.string(),
  keyPem: z.string(),
  fingerprint: Fingerprint,
  state: TerminalState,
  certificatePem: z.string().nullable(),
});
export type Identity = z.infer<typeof Identity>;

const stateName = 'enrolment';

export function findIdentity({ state }: Pick<Store, 'state'>): Promise<Identity | undefined> {
  return state.find(stateName, Identity);
}

export function saveIdentity({ state }: Pick<Store, 'state'>, identity: Identity): Promise<void> {
  return state.save(stateName, identity);
}

/** The last third of its validity has begun. */
export function isRenewalDue(certificatePem: string, now: Date): boolean {
  const { validFromDate, validToDate } = new X509Certificate(certificatePem);
  return now.getTime() > validToDate.getTime() - (validToDate.getTime() - validFromDate.getTime()) / 3;
}

/** Asked with every call to the data centre, always about the same one: it is read once. */
let lastRead: { readonly certificatePem: string; readonly endsAt: number } | undefined;

export function hasRunOut(certificatePem: string, now: Date): boolean {
  if (lastRead?.certificatePem !== certificatePem) lastRead = { certificatePem, endsAt: new X509Certificate(certificatePem).validToDate.getTime() };
  return lastRead.endsAt <= now.getTime();
}
