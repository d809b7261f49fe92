import { setTimeout as delay } from 'node:timers/promises';
import type { ServeHandler } from '../app-host.ts';
import { windowOrigin } from '../app-host.ts';
import { answerRequests } from './answer-requests.ts';
import { createStartPage } from './browser-arguments.ts';
import { askForWindow, startBrowser, type BrowserProcess } from './browser-process.ts';
import type { HostLog } from './host-log.ts';
import { HostStartError } from './host-start-error.ts';
import type { LaunchPlan } from './launch-plan.ts';
import type { PipeClient } from './pipe-client.ts';
import { createProfile } from './profile.ts';
import { CreatedTarget, listen } from './protocol.ts';
import { requireSandbox } from './sandbox-proof.ts';
import { createWindowTargets, type PageTarget } from './window-targets.ts';

export type SessionOptions = {
  readonly plan: LaunchPlan;
  readonly profileParent: string | undefined;
  readonly serve: ServeHandler;
  readonly log: HostLog;
  onPageCrashed(targetId: string): void;
  onPageClosed(targetId: string): void;
};

/** One life of the browser: from its start, proven to be sandboxed, to its end. */
export type BrowserSession = {
  readonly browser: BrowserProcess;
  /** A new empty window. The first one came with the browser itself. */
  openPage(title: string): Promise<PageTarget>;
  stop(): Promise<void>;
};

const startTitle = '档联';

export async function startSession(options: SessionOptions): Promise<BrowserSession> {
  const { plan, log } = options;
  const profile = createProfile(plan.user, options.profileParent);
  const startPage = createStartPage(startTitle);
  const browser = await startBrowser(plan, profile, startPage.address).catch((error: unknown) => {
    profile.wipe();
    throw error;
  });
  void browser.exited.then(() => { profile.wipe(); });
  const { pipe } = browser;
  // A broken pipe means that the browser cannot be led any more; it must not live on alone.
  void pipe.closed.then(() => browser.stop());

  const targets = createWindowTargets(pipe, log);
  answerRequests(pipe, options.serve, log);
  listen(pipe, 'Target.targetCrashed', ({ targetId }) => { options.onPageCrashed(targetId); });
  listen(pipe, 'Target.targetDestroyed', ({ targetId }) => { options.onPageClosed(targetId); });

  const expect = (nonce: string): Promise<PageTarget> => inTime(targets.expectPage(nonce), plan.startTimeoutMs);
  const stop = async (): Promise<void> => {
    await browser.stop();
    profile.wipe();
  };
  const first = expect(startPage.nonce);
  first.catch(() => undefined);
  try {
    await targets.start();
    await Promise.all([first, refuseExtras(pipe)]);
    await requireSandbox(pipe);
  } catch (error) {
    await stop();
    throw error;
  }

  let unused: Promise<PageTarget> | undefined = first;
  return {
    browser,
    stop,
    openPage: (title) => {
      const page = unused ?? openAnother(title);
      unused = undefined;
      return page;
    },
  };

  async function openAnother(title: string): Promise<PageTarget> {
    const { nonce, address } = createStartPage(title);
    const page = expect(nonce);
    // Asked over the pipe the browser opens a window with tabs and an address bar; without a display nobody sees it.
    if (plan.isHeadless) CreatedTarget.parse(await pipe.send('Target.createTarget', { url: address, newWindow: true }));
    else askForWindow(plan, profile, address);
    return page;
  }
}

async function refuseExtras(pipe: PipeClient): Promise<void> {
  await Promise.all([
    pipe.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
    // Grants nothing, and thereby refuses every permission without asking.
    pipe.send('Browser.grantPermissions', { permissions: [], origin: windowOrigin }),
  ]);
}

async function inTime(page: Promise<PageTarget>, timeoutMs: number): Promise<PageTarget> {
  const watchdog = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: watchdog.signal }).then(() => {
    throw new HostStartError('not-answering', `Chromium opened no window within ${String(timeoutMs / 1000)} s.`);
  });
  return Promise.race([page, late]).finally(() => { watchdog.abort(); });
}
