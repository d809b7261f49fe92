import { Reply } from '#shared/contract/operation';

/** Asks the person at the keyboard to prove himself; false when he would rather not. */
export type ConfirmationAsker = () => Promise<boolean>;

let asker: ConfirmationAsker | null = null;
let underWay: Promise<boolean> | null = null;

/** The one who asks; the window has one at most. */
export function onConfirmationNeeded(ask: ConfirmationAsker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/**
 * Before an act that cannot be taken back the data centre wants to know that it is still the same person. The question is
 * put once, whichever screen met it, and the act is then carried out as it was asked for.
 */
export async function confirmAndRepeat(call: () => Promise<unknown>): Promise<unknown> {
  const answer = await call();
  if (!asker || !isConfirmationNeeded(answer)) return answer;
  underWay ??= asker().finally(() => { underWay = null; });
  if (await underWay) return call();
  throw new DOMException('the person did not confirm', 'AbortError');
}

function isConfirmationNeeded(answer: unknown): boolean {
  const reply = Reply.safeParse(answer).data;
  return reply !== undefined && !reply.ok && reply.error.code === 'session.confirmation-required';
}
