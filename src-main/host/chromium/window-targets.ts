import { findNonce } from './browser-arguments.ts';
import type { HostLog } from './host-log.ts';
import type { PipeClient } from './pipe-client.ts';
import { listen, type TargetInfo } from './protocol.ts';

export type PageTarget = { readonly targetId: string; readonly sessionId: string };

/** Knows our own pages among all that the browser opens; whatever is not ours is closed at once. */
export type WindowTargets = {
  /** The page whose start address carries this nonce; to be asked before the page is opened. */
  expectPage(nonce: string): Promise<PageTarget>;
  start(): Promise<void>;
};

export function createWindowTargets(pipe: PipeClient, log: HostLog): WindowTargets {
  const expected = new Map<string, (page: PageTarget) => void>();
  const own = new Set<string>();

  const close = (target: TargetInfo): void => {
    log({ level: 'warn', event: 'foreign-page-closed', detail: { scheme: target.url.split(':')[0] ?? '' } });
    void pipe.send('Target.closeTarget', { targetId: target.targetId });
  };

  const isExpected = (target: TargetInfo): boolean => own.has(target.targetId) || expected.has(findNonce(target.url) ?? '');

  listen(pipe, 'Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const nonce = findNonce(targetInfo.url) ?? '';
    const take = expected.get(nonce);
    if (targetInfo.type !== 'page') {
      // A worker or an isolated frame of our page: its requests are ours to answer, too.
      void pipe.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, sessionId);
    } else if (take) {
      expected.delete(nonce);
      own.add(targetInfo.targetId);
      take({ targetId: targetInfo.targetId, sessionId });
    } else {
      close(targetInfo);
    }
    void pipe.send('Runtime.runIfWaitingForDebugger', {}, sessionId);
  });

  // Developer tools and the print preview are not attached to; they are only announced.
  const inspect = ({ targetInfo }: { readonly targetInfo: TargetInfo }): void => {
    const isNamed = targetInfo.url !== '';
    if (targetInfo.type === 'page' && isNamed && !isExpected(targetInfo)) close(targetInfo);
  };
  listen(pipe, 'Target.targetCreated', inspect);
  listen(pipe, 'Target.targetInfoChanged', inspect);
  listen(pipe, 'Target.targetDestroyed', ({ targetId }) => { own.delete(targetId); });

  return {
    expectPage: (nonce) => new Promise((resolve) => { expected.set(nonce, resolve); }),
    start: async () => {
      await Promise.all([
        pipe.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
        pipe.send('Target.setDiscoverTargets', { discover: true, filter: [{}] }),
      ]);
    },
  };
}
