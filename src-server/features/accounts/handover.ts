import type { Services } from '../../app/services.ts';
import { formsOf, makeReadablePassword, type PasswordForms } from '../identity/index.ts';

/** A one-time password that is told once, and what is kept of it. Made before the transaction, because hashing takes long. */
export type Handover = PasswordForms & { readonly password: string };

export async function makeHandover({ digestKey }: Pick<Services, 'digestKey'>): Promise<Handover> {
  const password = makeReadablePassword();
  return { password, ...(await formsOf(digestKey, password)) };
}
