import type { outboxOperations } from '#shared/contract/outbox-operations';
import type { Handlers } from '#shared/contract/operation';
import { RequestId, type IdempotencyKey } from '#shared/domain/ids';
import { maxWaitingCommands, type OutboxCommand } from '#shared/domain/outbox';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import type { QueuedCommand, StoredCommand } from '../../store/index.ts';
import { createSender, type Send, type Sender } from './send-commands.ts';

/** How a command is known: by its key to the data centre, by its title to whoever queued it. */
type Known = { readonly key: IdempotencyKey; readonly title: string };

export type Outbox = {
  readonly handlers: Handlers<typeof outboxOperations, unknown>;
  /** Written down before it resolves: from then on nothing but a refusal or the person himself takes it away. */
  readonly add: (command: OutboxCommand, as: Known) => Promise<void>;
  /** Written down, then sent before a person who waits: `isSent` false while it cannot be. A refusal is thrown and keeps nothing. */
  readonly send: (command: OutboxCommand, as: Known) => ReturnType<Sender['sendNow']>;
  /** Something may be sent now. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** Commands that wait for the data centre, of whoever is signed in; sent one after the other as soon as it answers. */
export function createOutbox(services: CommonServices, toCentre: Send): Outbox {
  const { session, store, now } = services;
  const sender = createSender(services, toCentre);
  session.onBegin(sender.wake);
  session.onUpdate(sender.wake);
  const queue = async (command: OutboxCommand, { key, title }: Known): Promise<QueuedCommand> => {
    const { id: accountId } = session.requireUnlocked();
    const queued: QueuedCommand = { id: key, accountId, command, title, queuedAt: now().toISOString() };
    if ((await store.outbox.list(accountId)).length >= maxWaitingCommands) throw new AppError('outbox.full', { count: maxWaitingCommands });
    await store.outbox.add(queued);
    services.emit('outbox.changed', {});
    return queued;
  };
  const send: Outbox['send'] = async (command, as) => sender.sendNow(await queue(command, as));
  return {
    send,
    add: async (command, as) => {
      await queue(command, as);
      sender.wake();
    },
    wake: sender.wake,
    stop: sender.stop,
    handlers: {
      'outbox.list': async () => ({ commands: (await store.outbox.list(session.requireUnlocked().id)).map(present) }),
      'outbox.withdraw': async ({ id }) => {
        const isOwn = (await findOwn(services, id)) !== undefined;
        return { isWithdrawn: isOwn && (await sender.withdraw(id)) };
      },
      'outbox.retry': async ({ id }) => {
        if (await findOwn(services, id)) await store.outbox.setRefusal(id, null);
        services.emit('outbox.changed', {});
        sender.wake();
        return {};
      },
      'requests.submit': async input => {
        const outcome = await send({ kind: 'requests.submit', input }, { key: input.idempotencyKey, title: input.purpose });
        if (!outcome.isSent) return { isQueued: true };
        return { isQueued: false, id: RequestId.parse(outcome.value.id), number: outcome.value.number };
      },
    },
  };
}

/** Another person's does not exist for him; one that has gone meanwhile is nobody's. */
async function findOwn({ session, store }: CommonServices, id: IdempotencyKey): Promise<StoredCommand | undefined> {
  return (await store.outbox.list(session.requireUnlocked().id)).find(command => command.id === id);
}

const present = ({ id, command, title, queuedAt, wasTried, refusal }: StoredCommand) => ({ id, kind: command.kind, title, queuedAt, wasTried, refusal });
