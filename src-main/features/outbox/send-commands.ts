import type { AccountId, IdempotencyKey } from '#shared/domain/ids';
import type { OutboxCommand } from '#shared/domain/outbox';
import { AppError, toWire } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import { createHold, isForLater } from '../../server-client/index.ts';
import type { QueuedCommand, StoredCommand } from '../../store/index.ts';

export type Sent = { readonly id: string; readonly number: string };
/** Under the command's own key; may be asked again at any point. */
export type Send = (command: OutboxCommand, key: IdempotencyKey) => Promise<Sent>;

export type Sender = {
  readonly wake: () => void;
  /** At once, before a person who waits: a refusal is thrown and the command is gone. */
  readonly sendNow: (queued: QueuedCommand) => Promise<{ readonly isSent: true; readonly value: Sent } | { readonly isSent: false }>;
  /** False when it is on its way, or gone already. */
  readonly withdraw: (id: IdempotencyKey) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export function createSender(services: CommonServices, send: Send): Sender {
  const { store, emit, reportBug } = services;
  const attempts = createAttempts(services, send);
  const { attempt, sendingAccount, isUnderWay, stop } = attempts;
  const hold = createHold(() => { wake(); });
  let running: Promise<void> = Promise.resolve();

  const next = (): Promise<StoredCommand | undefined> => (hold.isHeld() ? Promise.resolve(undefined) : findNext({ store }, attempts));
  const sendWaiting = async (): Promise<void> => {
    for (let waiting = await next(); waiting; waiting = await next()) {
      const { id } = waiting;
      await attempt(waiting).then(hold.reset, async (error: unknown) => {
        if (isForLater(error)) hold.begin();
        else await store.outbox.setRefusal(id, toWire(error, reportBug));
        emit('outbox.changed', {});
      });
    }
  };
  const wake = (): void => {
    running = running.then(sendWaiting).catch((error: unknown) => { reportBug(error); });
  };
  const forget = async (id: IdempotencyKey): Promise<true> => {
    await store.outbox.remove(id);
    emit('outbox.changed', {});
    return true;
  };
  return {
    wake: () => {
      hold.reset();
      wake();
    },
    sendNow: async queued => {
      if (sendingAccount() === undefined) return { isSent: false };
      try {
        return { isSent: true, value: await attempt(queued) };
      } catch (error) {
        if (isForLater(error)) hold.begin();
        else await forget(queued.id);
        if (isForLater(error)) return { isSent: false };
        throw error;
      }
    },
    withdraw: async id => !isUnderWay(id) && forget(id),
    stop: async () => {
      stop();
      hold.reset();
      await running;
    },
  };
}

type Attempts = {
  /** Who may send now. */
  readonly sendingAccount: () => AccountId | undefined;
  readonly isUnderWay: (id: IdempotencyKey) => boolean;
  /** What it leaves: nothing when it arrived, the command when the line is cut. */
  readonly attempt: (queued: QueuedCommand) => Promise<Sent>;
  readonly stop: () => void;
};

async function findNext({ store }: Pick<CommonServices, 'store'>, { sendingAccount, isUnderWay }: Attempts): Promise<StoredCommand | undefined> {
  const accountId = sendingAccount();
  if (accountId === undefined) return undefined;
  const waiting = (await store.outbox.list(accountId)).find(({ id, refusal }) => refusal === null && !isUnderWay(id));
  return sendingAccount() === accountId ? waiting : undefined;
}

function createAttempts({ session, server, store, emit }: CommonServices, send: Send): Attempts {
  const underWay = new Set<IdempotencyKey>();
  let isStopped = false;
  const sendingAccount = (): AccountId | undefined => {
    const signedIn = session.signedIn();
    const isFree = signedIn && !signedIn.isLocked && !signedIn.mustChangePassword && !signedIn.isPasswordExpired;
    return isFree && !isStopped && server.isOnline() ? signedIn.account.id : undefined;
  };
  return {
    sendingAccount,
    isUnderWay: id => underWay.has(id),
    attempt: async ({ id, command, accountId }) => {
      underWay.add(id);
      try {
        if (!(await store.outbox.noteTry(id))) throw new AppError('record.changed');
        // The terminal may have changed hands while the store was asked: nobody sends in another's name.
        if (sendingAccount() !== accountId) throw new AppError('session.required');
        const sent = await send(command, id);
        await store.outbox.remove(id);
        return sent;
      } finally {
        underWay.delete(id);
        emit('outbox.changed', {});
      }
    },
    stop: () => { isStopped = true; },
  };
}
