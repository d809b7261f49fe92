import { setTimeout as delay } from 'node:timers/promises';
import type { ServerClient } from '../../server-client/index.ts';
import type { SessionState } from './session-state.ts';

const pauseAfterFailureMs = 2_000;

/**
 * As long as somebody is signed in, a question stands open at the data centre that it answers when the session ends there: the
 * window knows within seconds, also while nobody touches it. A session that is over ends itself through the refused token.
 */
export function watchSession(session: SessionState, server: Pick<ServerClient, 'call'>): { readonly stop: () => void } {
  let generation = 0;
  const watch = async (mine: number): Promise<void> => {
    while (generation === mine && session.token() !== null) {
      const isAnswered = await server.call('session.watch', {}).then(() => true, () => false);
      if (!isAnswered) await delay(pauseAfterFailureMs, undefined, { ref: false });
    }
  };
  session.onBegin(() => {
    generation += 1;
    void watch(generation);
  });
  return { stop: () => { generation += 1; } };
}
