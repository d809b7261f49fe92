import { createPrivateKey, X509Certificate } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Edition } from '#shared/domain/edition';
import type { Enrolment } from '#shared/domain/enrolment';
import { AppError } from '#shared/errors/app-error';
import type { ServerClient } from '../../server-client/index.ts';
import type { IdentityKeeper } from './identity-keeper.ts';
import { isRenewalDue, type Identity } from './kept-identity.ts';
import { createSigningRequest, createTerminalKey } from './signing-request.ts';

export type Wish = { readonly code: string; readonly name: string };

export type EnrolmentTalk = {
  readonly request: (wish: Wish) => Promise<Enrolment>;
  /** As long as the data centre cannot be reached; a code that it does not take is for a person to replace. */
  readonly requestUnattended: (wish: Wish) => Promise<void>;
  /** Asks how the request stands, or why the certificate is no longer taken. */
  readonly ask: () => Promise<void>;
  /** Asks again and again while it waits. */
  readonly follow: () => void;
  readonly renewIfDue: () => Promise<void>;
  readonly stop: () => void;
};

type Note = (message: string, facts?: Readonly<Record<string, string>>) => void;
/** What is told to the terminal's log: codes, never a code that enrols. */
type TalkLog = { readonly info: Note; readonly warn: Note };

export type TalkParts = { readonly keeper: IdentityKeeper; readonly server: () => Pick<ServerClient, 'call'>; readonly edition: Edition; readonly now: () => Date; readonly log: TalkLog };

const pollEveryMs = 2_000;

/** What this machine and the data centre say to each other about its enrolment. */
export function createTalk({ keeper, server, edition, now, log }: TalkParts): EnrolmentTalk {
  let isStopped = false;
  let following: Promise<void> | undefined;
  const pause = (): Promise<void> => delay(pollEveryMs, undefined, { ref: false });
  const isWaiting = (): boolean => !isStopped && keeper.current()?.state === 'requested';

  const ask = async (): Promise<void> => {
    const asked = keeper.current();
    if (!asked) return;
    const answer = await askState(server(), asked);
    if (keeper.current() !== asked) return;
    const certificatePem = answer.state === 'approved' ? chooseCertificate(asked, answer.certificatePem) : null;
    if (answer.state !== asked.state || certificatePem !== asked.certificatePem) await keeper.keep({ ...asked, state: answer.state, certificatePem });
  };
  const followOn = async (): Promise<void> => {
    while (isWaiting()) {
      await ask().catch((error: unknown) => { log.warn('enrolment not asked', { code: codeOf(error) }); });
      if (isWaiting()) await pause();
    }
  };
  const follow = (): void => { following ??= followOn().finally(() => { following = undefined; }); };
  const request = async ({ code, name }: Wish): Promise<Enrolment> => {
    const keyPem = await createTerminalKey();
    const { id, fingerprint } = await server().call('terminals.request', { code, name, edition, csrPem: await createSigningRequest(keyPem) });
    await keeper.keep({ id, name, keyPem, fingerprint, state: 'requested', certificatePem: null });
    await ask().catch(() => undefined);
    follow();
    return keeper.view();
  };
  return {
    request,
    requestUnattended: async wish => {
      for (let isDone = isStopped; !isDone && !isStopped; ) {
        isDone = await request(wish).then(() => true, (error: unknown) => giveUpOn(error, log));
        if (!isDone) await pause();
      }
    },
    ask,
    follow,
    renewIfDue: async () => {
      const old = keeper.current();
      if (keeper.view().state !== 'enrolled' || !old?.certificatePem || !isRenewalDue(old.certificatePem, now())) return;
      const keyPem = await createTerminalKey();
      const { certificatePem } = await server().call('terminals.renew', { csrPem: await createSigningRequest(keyPem) });
      if (keeper.current() !== old) return;
      await keeper.keep({ ...old, keyPem, certificatePem });
      log.info('certificate renewed');
    },
    stop: () => { isStopped = true; },
  };
}

async function askState({ call }: Pick<ServerClient, 'call'>, { id }: Identity): Promise<{ state: Identity['state']; certificatePem: string | null }> {
  try {
    return await call('terminals.requestState', { id });
  } catch (error) {
    // A data centre that has never heard of it: another one, or one restored from before.
    if (error instanceof AppError && error.code === 'resource.not-found') return { state: 'revoked', certificatePem: null };
    throw error;
  }
}

function giveUpOn(error: unknown, log: TalkLog): boolean {
  const isHopeless = !(error instanceof AppError) || !error.isRetryable;
  if (isHopeless) log.warn('unattended enrolment refused', { code: codeOf(error) });
  return isHopeless;
}

/** The one that fits the key: an answer that was lost may have brought one for a key that was thrown away. */
function chooseCertificate({ keyPem, certificatePem }: Identity, offered: string | null): string | null {
  if (offered === null) return certificatePem;
  return new X509Certificate(offered).checkPrivateKey(createPrivateKey(keyPem)) ? offered : certificatePem;
}

export function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal';
}
