import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../../../src-main/host/chromium/cbor-decode.ts';
import { encode, type WireValue } from '../../../../src-main/host/chromium/cbor.ts';
import { createFrameReader } from '../../../../src-main/host/chromium/frame-reader.ts';
import { createPipeClient, type PipeClient } from '../../../../src-main/host/chromium/pipe-client.ts';

const pack = (value: WireValue): Buffer => Buffer.concat(encode(value));
/** JSON has no -0. */
const withoutNegativeZero = (value: number): number => value === 0 ? 0 : value;

describe('the form of messages', () => {
  test('whatever is JSON, and raw bytes in it, comes back as it went', () => {
    const value = fc.letrec<{ value: WireValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(null), fc.boolean(), fc.integer(), fc.double({ noNaN: true }).map(withoutNegativeZero), fc.string({ unit: 'grapheme' }),
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (message) => { expect(decode(pack(message))).toEqual(message); }));
  });

  test('members that are undefined are left out, and a member named __proto__ is an ordinary member', () => {
    expect(decode(pack({ a: undefined, b: 1 }))).toEqual({ b: 1 });
    const message = decode(pack(JSON.parse('{"__proto__":{"isAdmin":true}}') as WireValue));
    expect(Object.keys(message as object)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  test('text that the browser sends as UTF-16 is read', () => {
    const text = Buffer.from('档案', 'utf16le');
    expect(decode(Buffer.concat([Buffer.from([0x40 | text.length]), text]))).toBe('档案');
  });

  test('no damaged message does anything but throw', () => {
    const whole = pack({ method: 'x', params: { list: [1, 'text', Buffer.alloc(40)], nested: { deep: true } } });
    for (let length = 0; length < whole.length; length += 1) expect(() => decode(whole.subarray(0, length))).toThrow();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try { decode(Buffer.from(bytes)); } catch (error) { expect(error).toBeInstanceOf(Error); }
    }), { numRuns: 2000 });
  });

  test('nesting beyond reason is refused', () => {
    const bomb = Buffer.concat([Buffer.alloc(100_000, 0x9f), Buffer.alloc(100_000, 0xff)]);
    expect(() => decode(bomb)).toThrow('nested too deeply');
  });
});

describe('the stream of messages', () => {
  test('is cut into the same messages however it arrives', () => {
    const messages = [{ id: 1 }, { id: 2, text: '档案'.repeat(100) }, { id: 3, bytes: Buffer.alloc(3000, 7) }, { id: 4 }];
    const stream = Buffer.concat(messages.map(pack));
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }), (sizes) => {
      const seen: WireValue[] = [];
      const read = createFrameReader((frame) => seen.push(decode(frame)));
      for (let offset = 0, turn = 0; offset < stream.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        read(stream.subarray(offset, offset + size));
        offset += size;
      }
      expect(seen).toEqual(messages);
    }));
  });

  test('ends with words when it is out of step or a message is too long', () => {
    expect(() => { createFrameReader(() => undefined)(Buffer.from('{"id":1}\0')); }).toThrow('out of step');
    expect(() => { createFrameReader(() => undefined, 100)(pack({ text: 'x'.repeat(200) })); }).toThrow(/message of \d+ bytes/);
  });
});

describe('the client', () => {
  const open = (timeoutMs?: number): { client: PipeClient; sent: () => WireValue[]; answer: (message: WireValue) => void; fromBrowser: PassThrough } => {
    const [toBrowser, fromBrowser] = [new PassThrough(), new PassThrough()];
    const sent: WireValue[] = [];
    const read = createFrameReader((frame) => sent.push(decode(frame)));
    toBrowser.on('data', read);
    return { client: createPipeClient(toBrowser, fromBrowser, timeoutMs), sent: () => sent, answer: (message) => { fromBrowser.write(pack(message)); }, fromBrowser };
  };

  test('brings each answer to its command, in any order, and errors with the name of the command', async () => {
    const { client, answer } = open();
    const [first, second, third] = [client.send('A.a'), client.send('B.b', { x: 1 }, 'session'), client.send('C.c')];
    answer({ id: 3, error: { code: -32000, message: 'no such thing' } });
    answer({ id: 2, result: { two: 2 } });
    answer({ id: 1, result: {} });
    answer({ id: 99, result: {} });
    expect(await second).toEqual({ two: 2 });
    expect(await first).toEqual({});
    await expect(third).rejects.toThrow('C.c: no such thing');
  });

  test('tells events until it is asked to stop', async () => {
    const { client, answer } = open();
    const heard: unknown[] = [];
    const stop = client.on('Page.loaded', (params, sessionId) => heard.push([params, sessionId]));
    answer({ method: 'Page.loaded', params: { at: 1 }, sessionId: 's' });
    answer({ method: 'Page.other', params: {} });
    await expect.poll(() => heard).toEqual([[{ at: 1 }, 's']]);
    stop();
    answer({ method: 'Page.loaded', params: { at: 2 } });
    await expect(Promise.race([client.send('X.x'), Promise.resolve('later')])).resolves.toBe('later');
    expect(heard).toHaveLength(1);
  });

  test('does not wait for ever', async () => {
    await expect(open(20).client.send('Page.navigate')).rejects.toThrow('Page.navigate: no answer within 20 ms');
  });

  test('fails what is under way, and all that comes, when the pipe ends or goes wrong', async () => {
    const closed = open();
    const pending = closed.client.send('A.a');
    closed.fromBrowser.destroy();
    await expect(pending).rejects.toThrow('A.a: the debugging pipe was closed');
    await expect(closed.client.send('B.b')).rejects.toThrow('closed');

    const broken = open();
    const lost = broken.client.send('A.a');
    broken.fromBrowser.write(Buffer.from('this is not a message'));
    await expect(lost).rejects.toThrow('out of step');
    expect(await broken.client.closed).toContain('out of step');
  });
});
