import { AppError, toWire } from '#shared/errors/app-error';
import type { CallHandler } from '../app-host.ts';
import { windowOrigin } from '../app-host.ts';
import type { HostLog } from './host-log.ts';
import { parsePageMessage, type MessageToPage } from './page-messages.ts';
import type { CommandParams, PipeClient } from './pipe-client.ts';
import { listen } from './protocol.ts';
import { door, windowScriptSource } from './window-script-source.ts';
import type { PageTarget } from './window-targets.ts';

export type PageOptions = {
  readonly pipe: PipeClient;
  readonly target: PageTarget;
  readonly log: HostLog;
  /** Where the page belongs; it is brought back there if something leads it astray. */
  readonly path: string;
  call(name: string, input: unknown): ReturnType<CallHandler>;
  onReady(): void;
  /** The page has not answered for some time; only loading it again helps. */
  onHung(): void;
};

/** A page of the browser, prepared to be one of our windows. */
export type WindowPage = {
  readonly target: PageTarget;
  send(method: string, params?: CommandParams): Promise<unknown>;
  /** Loads the page's own address; resolves when the new document has begun. */
  load(): Promise<void>;
  /** Dropped when the page is between two documents, like a message to a closed window. */
  emit(name: string, payload: unknown): void;
  close(): Promise<void>;
  dispose(): void;
};

export async function preparePage(options: PageOptions): Promise<WindowPage> {
  const { pipe, target, log } = options;
  const send = (method: string, params?: CommandParams): Promise<unknown> => pipe.send(method, params, target.sessionId);
  /** The execution context of our own document, the only one that is listened to. */
  let ownContext: number | undefined;

  const deliver = (context: number, message: MessageToPage): void => {
    void send('Runtime.callFunctionOn', {
      functionDeclaration: `function (text) { globalThis.${door.receiver}?.(text); }`,
      executionContextId: context,
      arguments: [{ value: JSON.stringify(message) }],
      silent: true,
    });
  };

  const receive = async (text: string, context: number): Promise<void> => {
    const message = parsePageMessage(text);
    switch (message?.kind) {
      case undefined:
        log({ level: 'warn', event: 'message-refused', detail: { length: text.length } });
        return;
      case 'ready':
        options.onReady();
        return;
      case 'oversized':
        deliver(context, { kind: 'reply', id: message.id, reply: { ok: false, error: toWire(new AppError('input.too-large'), () => '') } });
        return;
      case 'call':
        deliver(context, { kind: 'reply', id: message.id, reply: await options.call(message.name, message.input) });
    }
  };

  const load = async (): Promise<void> => {
    // Whatever still runs in the old document would hold up the new one. Not awaited: a dead process answers nothing.
    void send('Runtime.terminateExecution');
    await send('Page.navigate', { url: `${windowOrigin}${options.path}` });
    // "Back" must not lead to the start page. Refused before the first document is active, which is harmless.
    void send('Page.resetNavigationHistory');
  };

  const stopListening = [
    listen(pipe, 'Runtime.executionContextCreated', ({ context }, sessionId) => {
      const isTop = context.auxData?.isDefault === true && context.auxData.frameId === target.targetId;
      if (sessionId === target.sessionId && isTop) ownContext = context.origin === windowOrigin ? context.id : undefined;
    }),
    listen(pipe, 'Runtime.bindingCalled', ({ name, payload, executionContextId }, sessionId) => {
      if (sessionId !== target.sessionId || name !== door.binding) return;
      if (executionContextId === ownContext) void receive(payload, executionContextId);
      else log({ level: 'warn', event: 'foreign-caller-refused' });
    }),
    listen(pipe, 'Page.frameNavigated', ({ frame }, sessionId) => {
      const isAstray = frame.parentId === undefined && !frame.url.startsWith(`${windowOrigin}/`) && !frame.url.startsWith('data:');
      if (sessionId !== target.sessionId || !isAstray) return;
      log({ level: 'warn', event: 'page-brought-back' });
      void load().catch(() => undefined);
    }),
    listen(pipe, 'Page.javascriptDialogOpening', ({ type }, sessionId) => {
      // Boxes of the browser stop the page until someone answers; "leave this page?" is the user's own decision.
      if (sessionId === target.sessionId && type !== 'beforeunload') void send('Page.handleJavaScriptDialog', { accept: false });
    }),
  ];

  await prepareSession(send);
  return {
    target,
    send,
    load,
    emit: (name, payload) => { if (ownContext !== undefined) deliver(ownContext, { kind: 'event', name, payload }); },
    close: async () => { await pipe.send('Target.closeTarget', { targetId: target.targetId }); },
    dispose: () => { for (const stop of stopListening) stop(); },
  };
}

async function prepareSession(send: (method: string, params?: CommandParams) => Promise<unknown>): Promise<void> {
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
