import { createHash, X509Certificate } from 'node:crypto';
import type { Enrolment, EnrolmentState } from '#shared/domain/enrolment';
import type { Store } from '../../store/index.ts';
import { findIdentity, hasRunOut, saveIdentity, type Identity } from './kept-identity.ts';

/** What this machine shows the data centre. */
export type Credentials = { readonly key: string; readonly cert: string };

/** The identity of this machine, in memory as it is in the store. */
export type IdentityKeeper = {
  readonly current: () => Identity | undefined;
  readonly keep: (next: Identity) => Promise<void>;
  readonly view: () => Enrolment;
  readonly credentials: () => Credentials | null;
  /** SHA-256 of the certificate, in hex; empty without one. */
  readonly certificate: () => string;
};

export type KeeperParts = {
  readonly store: Pick<Store, 'state'>;
  readonly suggestedName: string;
  readonly onChange: (state: EnrolmentState) => void;
  readonly now: () => Date;
};

export async function openIdentity({ store, suggestedName, onChange, now }: KeeperParts): Promise<IdentityKeeper> {
  let identity = await findIdentity(store);
  const state = (): EnrolmentState => stateOf(identity, now());
  return {
    current: () => identity,
    keep: async next => {
      const before = state();
      await saveIdentity(store, next);
      identity = next;
      if (state() !== before) onChange(state());
    },
    view: () => ({ state: state(), name: identity?.name ?? suggestedName, fingerprint: identity?.state === 'requested' ? identity.fingerprint : null }),
    credentials: () => (identity?.certificatePem && state() === 'enrolled' ? { key: identity.keyPem, cert: identity.certificatePem } : null),
    certificate: () => (identity?.certificatePem ? createHash('sha256').update(new X509Certificate(identity.certificatePem).raw).digest('hex') : ''),
  };
}

function stateOf(identity: Identity | undefined, now: Date): EnrolmentState {
  if (!identity) return 'none';
  if (identity.state === 'refused' || identity.state === 'revoked') return identity.state;
  if (identity.certificatePem === null) return 'waiting';
  return hasRunOut(identity.certificatePem, now) ? 'expired' : 'enrolled';
}
