import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Enrolment, EnrolmentState } from '#shared/domain/enrolment';
import { AppError } from '#shared/errors/app-error';
import type { Log } from '../../app/log.ts';
import type { ServerClient } from '../../server-client/index.ts';
import type { Store } from '../../store/index.ts';
import { findIdentity, hasRunOut, isRenewalDue, saveIdentity, type Identity } from './kept-identity.ts';
import { createSigningRequest, createTerminalKey } from './signing-request.ts';

/** What this machine shows the data centre. */
export type Credentials = { readonly key: string; readonly cert: string };

export type EnrolmentParts = {
  readonly store: Pick<Store, 'state'>;
  readonly server: () => Pick<ServerClient, 'call'>;
  readonly suggestedName: string;
  /** Enrols without being asked; for demonstrations and tests. */
  readonly code?: string | undefined;
  readonly onChange: (state: EnrolmentState) => void;
  readonly now: () => Date;
  readonly log: Log;
};

export type TerminalEnrolment = {
  readonly view: () => Enrolment;
  readonly name: () => string;
  /** Null until enrolled. */
  readonly credentials: () => Credentials | null;
  /** SHA-256 of the certificate, in hex; empty without one. */
  readonly certificate: () => string;
  readonly request: (wish: { readonly code: string; readonly name: string }) => Promise<Enrolment>;
  /** The data centre cut the connection, or does not know the certificate: asks why. */
  readonly askWhyRefused: () => Promise<void>;
  /** Waits for an approval that is due, renews in time. */
  readonly start: () => void;
  readonly stop: () => void;
};

const pollEveryMs = 2_000;
const renewalCheckMs = 3_600_000;

export async function createEnrolment(parts: EnrolmentParts): Promise<TerminalEnrolment> {
  const { store, server, suggestedName, now, log } = parts;
  let identity = await findIdentity(store);
  let isStopped = false;
  let polling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const view = (): Enrolment => ({
    state: stateOf(identity, now()),
    name: identity?.name ?? suggestedName,
    fingerprint: identity?.state === 'requested' ? identity.fingerprint : null,
  });
  const keep = async (next: Identity): Promise<void> => {
    const before = view().state;
    await saveIdentity(store, next);
    identity = next;
    const { state } = view();
    if (state !== before) {
      log.info('enrolment changed', { state });
      parts.onChange(state);
    }
  };
  /** Asks how the request stands, or why the certificate is no longer taken. */
  const ask = async (): Promise<void> => {
    if (!identity) return;
    const asked = identity;
    const answer = await server().call('terminals.requestState', { id: asked.id }).catch((error: unknown) => {
      // A data centre that has never heard of it: another one, or one restored from before.
      if (error instanceof AppError && error.code === 'resource.not-found') return { state: 'revoked' as const, certificatePem: null };
      throw error;
    });
    if (identity !== asked) return;
    const certificatePem = answer.state === 'approved' ? chooseCertificate(asked, answer.certificatePem) : null;
    if (answer.state !== asked.state || certificatePem !== asked.certificatePem) await keep({ ...asked, state: answer.state, certificatePem });
  };
  const poll = async (): Promise<void> => {
    while (!isStopped && identity?.state === 'requested') {
      await ask().catch((error: unknown) => { log.warn('enrolment not asked', { code: codeOf(error) }); });
      if (identity.state === 'requested') await delay(pollEveryMs, undefined, { ref: false });
    }
    polling = undefined;
  };
  const request = async ({ code, name }: { readonly code: string; readonly name: string }): Promise<Enrolment> => {
    const keyPem = await createTerminalKey();
    const { id, fingerprint } = await server().call('terminals.request', { code, name, csrPem: await createSigningRequest(keyPem) });
    await keep({ id, name, keyPem, fingerprint, state: 'requested', certificatePem: null });
    await ask().catch(() => undefined);
    polling ??= poll();
    return view();
  };
  /** As long as the data centre cannot be reached; a code that it does not take is for a person to replace. */
  const requestUnattended = async (code: string): Promise<void> => {
    while (!isStopped && view().state !== 'enrolled') {
      try {
        await request({ code, name: suggestedName });
        return;
      } catch (error) {
        if (!(error instanceof AppError) || !error.isRetryable) return void log.warn('unattended enrolment refused', { code: codeOf(error) });
        await delay(pollEveryMs, undefined, { ref: false });
      }
    }
  };
  const renewIfDue = async (): Promise<void> => {
    if (view().state !== 'enrolled' || !identity?.certificatePem || !isRenewalDue(identity.certificatePem, now())) return;
    const old = identity;
    const keyPem = await createTerminalKey();
    const csrPem = await createSigningRequest(keyPem);
    const { certificatePem } = await server().call('terminals.renew', { csrPem });
    if (identity === old) await keep({ ...old, keyPem, certificatePem });
    log.info('certificate renewed');
  };
  const renewLater = (): void => {
    void renewIfDue().catch((error: unknown) => { log.warn('certificate not renewed', { code: codeOf(error) }); });
  };

  return {
    view,
    name: () => view().name,
    credentials: () => credentialsOf(identity, now()),
    certificate: () => (identity?.certificatePem ? createHash('sha256').update(new X509Certificate(identity.certificatePem).raw).digest('hex') : ''),
    request,
    askWhyRefused: async () => {
      if (view().state === 'enrolled') await ask();
    },
    start: () => {
      if (identity?.state === 'requested') polling ??= poll();
      if (parts.code !== undefined && view().state !== 'enrolled') void requestUnattended(parts.code);
      renewLater();
      timer = setInterval(renewLater, renewalCheckMs).unref();
    },
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

function stateOf(identity: Identity | undefined, now: Date): EnrolmentState {
  if (!identity) return 'none';
  if (identity.state === 'refused' || identity.state === 'revoked') return identity.state;
  if (identity.certificatePem === null) return 'waiting';
  return hasRunOut(identity.certificatePem, now) ? 'expired' : 'enrolled';
}

function credentialsOf(identity: Identity | undefined, now: Date): Credentials | null {
  return identity?.certificatePem && stateOf(identity, now) === 'enrolled' ? { key: identity.keyPem, cert: identity.certificatePem } : null;
}

/** The newest that fits the key: an answer that was lost may have brought one for a key that was thrown away. */
function chooseCertificate({ keyPem, certificatePem }: Identity, offered: string | null): string | null {
  if (offered === null) return certificatePem;
  return new X509Certificate(offered).checkPrivateKey(createPrivateKey(keyPem)) ? offered : certificatePem;
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal';
}
