import type { Enrolment } from '#shared/domain/enrolment';
import { codeOf, createTalk, type TalkParts, type Wish } from './follow-request.ts';
import { openIdentity, type Credentials, type KeeperParts } from './identity-keeper.ts';

export type EnrolmentParts = KeeperParts &
  Omit<TalkParts, 'keeper'> & {
    /** Enrols without being asked; for demonstrations and tests. */
    readonly code?: string | undefined;
  };

export type TerminalEnrolment = {
  readonly view: () => Enrolment;
  readonly name: () => string;
  /** Null until enrolled. */
  readonly credentials: () => Credentials | null;
  /** SHA-256 of the certificate, in hex; empty without one. */
  readonly certificate: () => string;
  readonly request: (wish: Wish) => Promise<Enrolment>;
  /** The data centre cut the connection, or does not know the certificate: asks why. */
  readonly askWhyRefused: () => Promise<void>;
  /** Waits for an approval that is due, renews in time. */
  readonly start: () => void;
  readonly stop: () => void;
};

const renewalCheckMs = 3_600_000;

/** 本机入网: the machine's own key, its certificate, and what has to be done for both. */
export async function createEnrolment(parts: EnrolmentParts): Promise<TerminalEnrolment> {
  const { suggestedName, code, log } = parts;
  const keeper = await openIdentity({
    ...parts,
    onChange: state => {
      log.info('enrolment changed', { state });
      parts.onChange(state);
    },
  });
  const talk = createTalk({ ...parts, keeper });
  let timer: NodeJS.Timeout | undefined;
  const renew = (): void => {
    talk.renewIfDue().catch((error: unknown) => { log.warn('certificate not renewed', { code: codeOf(error) }); });
  };
  return {
    view: keeper.view,
    name: () => keeper.view().name,
    credentials: keeper.credentials,
    certificate: keeper.certificate,
    request: talk.request,
    askWhyRefused: async () => {
      if (keeper.view().state === 'enrolled') await talk.ask();
    },
    start: () => {
      talk.follow();
      if (code !== undefined && keeper.view().state !== 'enrolled') void talk.requestUnattended({ code, name: suggestedName });
      renew();
      timer = setInterval(renew, renewalCheckMs).unref();
    },
    stop: () => {
      talk.stop();
      clearInterval(timer);
    },
  };
}
