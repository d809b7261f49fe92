import { envelopeLength } from './cbor.ts';

/** No reply or event of the browser comes near this; a longer frame means that the stream is out of step. */
export const maxFrameBytes = 64 * 1024 * 1024;

/** Cuts the byte stream of the debugging pipe into whole messages. Throws when a frame is longer than `limit`. */
export function createFrameReader(onFrame: (frame: Buffer) => void, limit: number = maxFrameBytes): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let needed = envelopeLength;

  const join = (): Buffer => {
    const [only] = chunks;
    return chunks.length === 1 && only ? only : Buffer.concat(chunks);
  };

  return (chunk) => {
    chunks.push(chunk);
    buffered += chunk.length;
    while (buffered >= needed) {
      const all = join();
      const length = frameLength(all, limit);
      needed = length;
      chunks = [all];
      if (buffered < length) return;
      const rest = all.subarray(length);
      chunks = rest.length > 0 ? [rest] : [];
      buffered = rest.length;
      needed = envelopeLength;
      onFrame(all.subarray(0, length));
    }
  };
}

function frameLength(start: Buffer, limit: number): number {
  if (start[0] !== 0xd8 || start[1] !== 0x18 || start[2] !== 0x5a) throw new Error('the debugging pipe is out of step');
  const length = envelopeLength + start.readUInt32BE(3);
  if (length > limit) throw new Error(`a message of ${String(length)} bytes on the debugging pipe`);
  return length;
}
