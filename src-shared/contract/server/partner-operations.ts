import { z } from 'zod';
import { maxPartners, Partner, PartnerFingerprints, PartnerId, PartnerKeys } from '../../domain/partner.ts';
import { operation } from '../operation.ts';

const Nothing = z.object({});

/** 交换单位: with whom sealed packages are exchanged; the security officer's. */
export const partnerOperations = {
  /** `own` is what partners must know of this data centre, with the fingerprints that they see of it. */
  'partners.list': operation(Nothing, z.object({ own: z.object({ name: z.string(), senderKey: z.string(), publicKey: z.string(), fingerprints: PartnerFingerprints }), partners: z.array(Partner).max(maxPartners).readonly() })),
  /** What keys say of themselves, before they are believed; nothing is kept. `partner.key-unreadable`. */
  'partners.read': operation(PartnerKeys, PartnerFingerprints),
  /** Holds from now on, for the next package. `partner.key-known` for keys that stand in the list already, revoked ones too. */
  'partners.add': operation(PartnerKeys.safeExtend({ name: z.string().trim().min(1).max(60) }), z.object({ id: PartnerId })),
  /** From now on nothing of his is taken and nothing sealed for him. For good: who comes again brings new keys. */
  'partners.revoke': operation(z.object({ id: PartnerId, reason: z.string().trim().min(2).max(300) }), Nothing),
};
