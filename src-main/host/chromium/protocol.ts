import { z } from 'zod';
import type { PipeClient } from './pipe-client.ts';

/** The few shapes of the DevTools Protocol that the host reads; anything else the browser says is ignored. */
export const TargetInfo = z.object({ targetId: z.string(), type: z.string(), url: z.string() });
export type TargetInfo = z.infer<typeof TargetInfo>;

export const events = {
  'Target.attachedToTarget': z.object({ sessionId: z.string(), targetInfo: TargetInfo }),
  'Target.targetCreated': z.object({ targetInfo: TargetInfo }),
  'Target.targetInfoChanged': z.object({ targetInfo: TargetInfo }),
  'Target.targetDestroyed': z.object({ targetId: z.string() }),
  'Target.targetCrashed': z.object({ targetId: z.string() }),
  'Runtime.bindingCalled': z.object({ name: z.string(), payload: z.string(), executionContextId: z.int() }),
  'Runtime.executionContextCreated': z.object({
    context: z.object({
      id: z.int(),
      origin: z.string(),
      auxData: z.object({ isDefault: z.boolean(), frameId: z.string() }).optional(),
    }),
  }),
  'Fetch.requestPaused': z.object({
    requestId: z.string(),
    resourceType: z.string(),
    request: z.object({ url: z.string(), method: z.string() }),
  }),
  'Page.frameNavigated': z.object({ frame: z.object({ parentId: z.string().optional(), url: z.string() }) }),
  'Page.javascriptDialogOpening': z.object({ type: z.string() }),
} as const;
export type ProtocolEvents = { readonly [Name in keyof typeof events]: z.infer<(typeof events)[Name]> };

export const ProcessInfo = z.object({ processInfo: z.array(z.object({ id: z.int(), type: z.string() })) });
export const CreatedTarget = z.object({ targetId: z.string() });

/** Listens to one event of the browser; an event of another shape than ours is dropped. */
export function listen<Name extends keyof ProtocolEvents>(
  pipe: PipeClient,
  name: Name,
  listener: (event: ProtocolEvents[Name], sessionId: string) => void,
): () => void {
  return pipe.on(name, (params, sessionId) => {
    const parsed = events[name].safeParse(params);
    // `as`: the schema of this very name has just parsed it.
    if (parsed.success) listener(parsed.data as ProtocolEvents[Name], sessionId);
  });
}
