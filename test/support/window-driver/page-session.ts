import { z } from 'zod';
import type { HostWindow } from '../../../src-main/host/app-host.ts';
import type { ChromiumHost } from '../../../src-main/host/chromium/chromium-host.ts';
import type { CommandParams, WireValue } from '../../../src-main/host/chromium/pipe-client.ts';

/** A function that runs in the page; it must use nothing from outside its own braces. */
export type PageFunction<Args extends readonly unknown[], Result> = (...args: Args) => Result;

/** Several elements of the page, held there; read and acted upon by functions that get them first. */
export type Elements = { readonly objectId: string };

export type PageSession = {
  send(method: string, params?: CommandParams): Promise<unknown>;
  on(method: string, listener: (params: unknown) => void): () => void;
  /** Runs a function in the page, as the page itself; arguments and result are JSON. */
  evaluate<Args extends readonly unknown[], Result>(run: PageFunction<Args, Result>, ...args: Args): Promise<Awaited<Result>>;
  /** Runs a function that finds elements, and keeps them. */
  hold<Args extends readonly unknown[]>(find: PageFunction<Args, readonly Element[]>, ...args: Args): Promise<Elements>;
  /** Keeps the elements of these nodes of the browser's own tree. */
  holdNodes(backendNodeIds: readonly number[]): Promise<Elements>;
  callWith<Args extends readonly unknown[], Result>(elements: Elements, run: PageFunction<[readonly Element[], ...Args], Result>, ...args: Args): Promise<Awaited<Result>>;
  /** Lets go of everything held. */
  release(): Promise<void>;
};

const objectGroup = 'window-driver';
const RemoteResult = z.object({
  result: z.object({ value: z.unknown().optional(), objectId: z.string().optional() }),
  exceptionDetails: z.object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() }).optional(),
});
const ResolvedNode = z.object({ object: z.object({ objectId: z.string() }) });

/** Bundlers wrap named functions in `__name`; the page does not have it. */
const asText = (run: (...args: never[]) => unknown): string => `(() => { const __name = (value) => value; return (${run.toString()}); })()`;

export function openPageSession(host: ChromiumHost, window: HostWindow): PageSession {
  const send: PageSession['send'] = (method, params) => host.debug.send(window.id, method, params);

  const read = async (method: string, params: CommandParams): Promise<z.infer<typeof RemoteResult>['result']> => {
    const { result, exceptionDetails } = RemoteResult.parse(await send(method, { objectGroup, awaitPromise: true, userGesture: true, ...params }));
    if (exceptionDetails) throw new Error(`in the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result;
  };
  const requireHeld = (result: { objectId?: string | undefined }): Elements => {
    if (result.objectId === undefined) throw new Error('the page gave back no elements');
    return { objectId: result.objectId };
  };
  const callText = (run: (...args: never[]) => unknown, args: readonly unknown[]): string => `${asText(run)}(...${JSON.stringify(args)})`;

  return {
    send,
    on: (method, listener) => host.debug.on(window.id, method, listener),
    // `as`: the function's own return type, carried as JSON.
    evaluate: async <Args extends readonly unknown[], Result>(run: PageFunction<Args, Result>, ...args: Args): Promise<Awaited<Result>> =>
      // The page's own policy holds for what the function does.
      (await read('Runtime.evaluate', { expression: callText(run, args), returnByValue: true, allowUnsafeEvalBlockedByCSP: false })).value as Awaited<Result>,
    hold: async (find, ...args) => requireHeld(await read('Runtime.evaluate', { expression: `Array.from(${callText(find, args)})` })),
    holdNodes: async (backendNodeIds) => {
      const nodes = await Promise.all(backendNodeIds.map((backendNodeId) => send('DOM.resolveNode', { backendNodeId, objectGroup })));
      const [first, ...rest] = nodes.map((node) => ({ objectId: ResolvedNode.parse(node).object.objectId }));
      if (!first) return requireHeld(await read('Runtime.evaluate', { expression: '[]' }));
      // A node of text stands for the element around it.
      const functionDeclaration = 'function (...rest) { return [this, ...rest].map((node) => (node instanceof Element ? node : node.parentElement)).filter(Boolean); }';
      return requireHeld(await read('Runtime.callFunctionOn', { objectId: first.objectId, functionDeclaration, arguments: rest }));
    },
    callWith: async <Args extends readonly unknown[], Result>(elements: Elements, run: PageFunction<[readonly Element[], ...Args], Result>, ...args: Args): Promise<Awaited<Result>> => {
      const functionDeclaration = `function (args) { return ${asText(run)}(this, ...args); }`;
      // `as`: arguments are JSON by contract.
      const value = [...args] as WireValue;
      const result = await read('Runtime.callFunctionOn', { objectId: elements.objectId, functionDeclaration, arguments: [{ value }], returnByValue: true });
      return result.value as Awaited<Result>; // `as`: the function's own return type, carried as JSON
    },
    release: async () => {
      await send('Runtime.releaseObjectGroup', { objectGroup });
    },
  };
}
