import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attribute, decodeIpp, encodeIpp, type IppMessage } from '../../../../src-main/device-host/drivers/ipp-codec.ts';

const message: IppMessage = {
  code: 0x0002,
  requestId: 7,
  groups: [
    { name: 'operation', attributes: [attribute('attributes-charset', 'charset', 'utf-8'), attribute('job-name', 'name', '干部任免审批表')] },
    {
      name: 'job',
      attributes: [
        attribute('copies', 'integer', 3),
        attribute('page-ranges', 'range', [1, 4], [7, 9]),
        attribute('last-document', 'boolean', true),
        attribute('printer-resolution', 'resolution', [600, 600]),
        attribute('media-col', 'collection', [
          attribute('media-size', 'collection', [attribute('x-dimension', 'integer', 6_200), attribute('y-dimension', 'integer', 33_000)]),
          attribute('media-type', 'keyword', 'labels'),
        ]),
        attribute('output-device', 'no-value', null),
      ],
    },
  ],
  data: Buffer.from('%PDF-1.7'),
};

describe('an IPP message', () => {
  test('comes back as it was sent, with collections, several values and Chinese', () => {
    expect(decodeIpp(encodeIpp(message))).toEqual(message);
  });

  test('is the bytes of RFC 8010', () => {
    const bytes = encodeIpp({ code: 0x000b, requestId: 1, groups: [{ name: 'operation', attributes: [attribute('attributes-charset', 'charset', 'utf-8')] }], data: Buffer.alloc(0) });
    expect(bytes.toString('hex')).toBe(
      ['0200', '000b', '00000001', '01', '47', '0012', Buffer.from('attributes-charset').toString('hex'), '0005', Buffer.from('utf-8').toString('hex'), '03'].join(''),
    );
  });

  test('that ends too early is refused at every length', () => {
    const whole = encodeIpp({ ...message, data: Buffer.alloc(0) });
    for (let length = 0; length < whole.length; length += 1) expect(() => decodeIpp(whole.subarray(0, length)), String(length)).toThrow(RangeError);
  });

  test('of any bytes is read or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), bytes => {
        try {
          decodeIpp(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test('with collections nested without end is refused', () => {
    const open = Buffer.concat([Buffer.from('4a00000001', 'hex'), Buffer.from('x'), Buffer.from('3400000000', 'hex')]);
    const bytes = Buffer.concat([Buffer.from('020000000000000102', 'hex'), Buffer.from('340001', 'hex'), Buffer.from('a'), Buffer.from('0000', 'hex'), ...Array<Buffer>(500).fill(open)]);
    expect(() => decodeIpp(bytes)).toThrow(/nested too deep/);
  });

  test('does not carry a value that its length field cannot hold', () => {
    const group = { name: 'job', attributes: [attribute('job-name', 'name', 'x'.repeat(40_000))] } as const;
    expect(() => encodeIpp({ ...message, groups: [group] })).toThrow(RangeError);
  });
});
