import { z } from 'zod';
import { pathsOf } from '../dropped-paths.ts';
import type { CommandParams } from './pipe-client.ts';
import { door } from './window-script-source.ts';

const Taken = z.object({ result: z.object({ objectId: z.string() }) });
const Members = z.object({ result: z.array(z.object({ name: z.string(), value: z.object({ objectId: z.string().optional() }).optional() })) });
const FileInfo = z.object({ path: z.string() });

const maxFiles = 2_000;
const objectGroup = 'dropped-files';

/** Asks the engine where the files lie that wait in this document. */
export async function askDroppedPaths(send: (method: string, params?: CommandParams) => Promise<unknown>, contextId: number): Promise<readonly string[]> {
  try {
    const expression = `globalThis.${door.dropped}?.() ?? []`;
    const { result: files } = Taken.parse(await send('Runtime.evaluate', { contextId, expression, objectGroup, allowUnsafeEvalBlockedByCSP: false }));
    const { result: members } = Members.parse(await send('Runtime.getProperties', { objectId: files.objectId, ownProperties: true }));
    const ids = members.flatMap(({ name, value }) => (/^\d+$/.test(name) && value?.objectId !== undefined ? [value.objectId] : [])).slice(0, maxFiles);
    return pathsOf(await Promise.all(ids.map(async (objectId) => FileInfo.parse(await send('DOM.getFileInfo', { objectId })).path)));
  } finally {
    void send('Runtime.releaseObjectGroup', { objectGroup });
  }
}
