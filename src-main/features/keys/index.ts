import type { presentKeyOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import type { PresentToken } from '#shared/domain/signing-key';
import type { CommonServices } from '../../app/services.ts';
import { createKeyDesk } from './key-desk.ts';
import { keyHandlers } from './key-handlers.ts';
import { createKeySession } from './key-session.ts';

export type Keys = {
  readonly handlers: Handlers<typeof presentKeyOperations, unknown>;
  readonly takeSeen: (seen: { readonly tokens: readonly PresentToken[] }) => void;
  readonly stop: () => void;
};

/** Without a library for keys (`isOffered` false) nothing is watched and the window offers passwords only. */
export function createKeys(services: CommonServices, isOffered: boolean): Keys {
  const { devices, log, emit } = services;
  const keySession = createKeySession(services, () => desk);
  const desk = createKeyDesk({
    devices,
    log,
    onChange: () => {
      emit('keys.changed', {});
    },
    onRemoved: keySession.keyRemoved,
  });
  if (isOffered) desk.start();
  return {
    handlers: keyHandlers({ services, desk, keySession, isOffered }),
    takeSeen: ({ tokens }) => {
      desk.takeSeen(tokens);
    },
    stop: desk.stop,
  };
}
