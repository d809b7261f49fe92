import { Reply } from '#shared/contract/operation';
import { sessionEndings, type SessionEnding } from '#shared/domain/session-ending';

/** Refusals that concern the whole window, whichever call met them. */
export type SessionTrouble = SessionEnding | 'session.required' | 'session.locked' | 'session.password-change-required';

const troubles: readonly string[] = [...sessionEndings, 'session.required', 'session.locked', 'session.password-change-required'];
const listeners = new Set<(trouble: SessionTrouble) => void>();

export function onSessionTrouble(listener: (trouble: SessionTrouble) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function reportSessionTrouble(received: unknown): void {
  const reply = Reply.safeParse(received).data;
  if (!reply || reply.ok || !isSessionTrouble(reply.error.code)) return;
  for (const listener of listeners) listener(reply.error.code);
}

function isSessionTrouble(code: string): code is SessionTrouble {
  return troubles.includes(code);
}
