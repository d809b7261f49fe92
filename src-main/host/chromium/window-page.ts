import { AppError, toWire } from '#shared/errors/app-error';
import type { Reply } from '#shared/contract/operation';
import { windowOrigin } from '../app-host.ts';
import { askDroppedPaths } from './dropped-files.ts';
import type { HostLog } from './host-log.ts';
import { parsePageMessage, type MessageToPage } from '../page-messages.ts';
import type { CommandParams, PipeClient } from './pipe-client.ts';
import { listen, type ProtocolEvents } from './protocol.ts';
import { watchHeartbeat } from './watch-heartbeat.ts';
import { door, windowScriptSource } from './window-script-source.ts';
import type { PageTarget } from './window-targets.ts';

export type PageOptions = {
  readonly pipe: PipeClient;
  readonly target: PageTarget;
  readonly log: HostLog;
  /** Where the page belongs; it is brought back there if something leads it astray. */
  readonly path: string;
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  readonly onReady: () => void;
  /** Where the files lie that were dropped on the page; never empty. */
  readonly onDropped: (paths: readonly string[]) => void;
  /** The page has not answered for some time; only loading it again helps. */
  readonly onHung: () => void;
};

/** A page of the browser, prepared to be one of our windows. */
export type WindowPage = {
  readonly target: PageTarget;
  readonly send: SendToPage;
  /** Loads the page's own address; resolves when the new document has begun. */
  readonly load: () => Promise<void>;
  /** Dropped when the page is between two documents, like a message to a closed window. */
  readonly emit: (name: string, payload: unknown) => void;
  close(): Promise<void>;
  readonly dispose: () => void;
};

type SendToPage = (method: string, params?: CommandParams) => Promise<unknown>;

export async function preparePage(options: PageOptions): Promise<WindowPage> {
  const { pipe, target } = options;
  const send: SendToPage = (method, params) => pipe.send(method, params, target.sessionId);
  const load = async (): Promise<void> => {
    // Whatever still runs in the old document would hold up the new one. Not awaited: a dead process answers nothing.
    void send('Runtime.terminateExecution');
    await send('Page.navigate', { url: `${windowOrigin}${options.path}` });
    // "Back" must not lead to the start page. Refused before the first document is active, which is harmless.
    void send('Page.resetNavigationHistory');
  };
  const listenToPage: ListenToPage = (name, listener) =>
    listen(pipe, name, (event, sessionId) => { if (sessionId === target.sessionId) listener(event); });

  const doorway = openDoorway(options, { send, listenToPage });
  const stopGuarding = guardDocument(options, { send, listenToPage, load });
  await prepareSession(send);
  const stopHeartbeat = watchHeartbeat(() => send('Runtime.evaluate', { expression: '0', allowUnsafeEvalBlockedByCSP: false }), options.onHung);
  return {
    target,
    send,
    load,
    emit: doorway.emit,
    close: async () => { await pipe.send('Target.closeTarget', { targetId: target.targetId }); },
    dispose: () => {
      stopHeartbeat();
      stopGuarding();
      doorway.dispose();
    },
  };
}

type ListenToPage = <Name extends keyof ProtocolEvents>(name: Name, listener: (event: ProtocolEvents[Name]) => void) => () => void;
type PageAccess = { readonly send: SendToPage; readonly listenToPage: ListenToPage };

/** Our end of the door: answers the calls of our own document, and of no other frame, and tells it events. */
function openDoorway({ target, log, call, onReady, onDropped }: PageOptions, { send, listenToPage }: PageAccess): Pick<WindowPage, 'emit' | 'dispose'> {
  /** The execution context of our own document, the only one that is listened to. */
  let ownContext: number | undefined;

  const deliver = (context: number, message: MessageToPage): void => {
    void send('Runtime.evaluate', {
      contextId: context,
      expression: `globalThis.${door.receiver}?.(${JSON.stringify(JSON.stringify(message))})`,
      // Without this, and always with Runtime.callFunctionOn, whatever the page does with the message may use `eval`,
      // against its own content policy.
      allowUnsafeEvalBlockedByCSP: false,
    });
  };
  const takeDropped = async (context: number): Promise<void> => {
    const paths = await askDroppedPaths(send, context).catch(() => []);
    if (paths.length > 0) onDropped(paths);
    else log({ level: 'warn', event: 'dropped-files-unknown' });
  };
  const receive = async (text: string, context: number): Promise<void> => {
    const message = parsePageMessage(text);
    if (message === undefined) log({ level: 'warn', event: 'message-refused', detail: { length: text.length } });
    else if (message.kind === 'ready') onReady();
    else if (message.kind === 'dropped') await takeDropped(context);
    else if (message.kind === 'call') deliver(context, { kind: 'reply', id: message.id, reply: await call(message.name, message.input) });
    else deliver(context, { kind: 'reply', id: message.id, reply: { ok: false, error: toWire(new AppError('input.too-large'), () => '') } });
  };
  const stops = [
    listenToPage('Runtime.executionContextCreated', ({ context }) => {
      const isTop = context.auxData?.isDefault === true && context.auxData.frameId === target.targetId;
      if (isTop) ownContext = context.origin === windowOrigin ? context.id : undefined;
    }),
    listenToPage('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== door.binding) return;
      if (executionContextId === ownContext) void receive(payload, executionContextId);
      else log({ level: 'warn', event: 'foreign-caller-refused' });
    }),
  ];
  return {
    emit: (name, payload) => { if (ownContext !== undefined) deliver(ownContext, { kind: 'event', name, payload }); },
    dispose: () => { for (const stop of stops) stop(); },
  };
}

/** Brings a page back that was led astray, and answers the browser's own boxes, which would stop it. */
function guardDocument({ log }: PageOptions, { send, listenToPage, load }: PageAccess & Pick<WindowPage, 'load'>): () => void {
  const stops = [
    listenToPage('Page.frameNavigated', ({ frame }) => {
      const isAstray = frame.parentId === undefined && !frame.url.startsWith(`${windowOrigin}/`) && !frame.url.startsWith('data:');
      if (!isAstray) return;
      log({ level: 'warn', event: 'page-brought-back' });
      void load().catch(() => undefined);
    }),
    listenToPage('Page.javascriptDialogOpening', ({ type }) => {
      // "Leave this page?" stays the user's own decision.
      if (type !== 'beforeunload') void send('Page.handleJavaScriptDialog', { accept: false });
    }),
  ];
  return () => { for (const stop of stops) stop(); };
}

async function prepareSession(send: SendToPage): Promise<void> {
  await Promise.all([
    send('Page.enable'),
    send('Runtime.addBinding', { name: door.binding }),
    send('Page.addScriptToEvaluateOnNewDocument', { source: windowScriptSource }),
    send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    send('Runtime.enable'),
    send('Page.setDownloadBehavior', { behavior: 'deny' }),
    send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
  ]);
}
