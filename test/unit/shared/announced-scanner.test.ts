import { describe, expect, test } from 'vitest';
import { maxAnnounced, questionsOf, readRecords, scannersOf } from '../../../src-shared/domain/announced-scanner.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const announce = (service: string, port: number, { name = '走廊一体机', text = ['ty=奔图 M7160', 'rs=eSCL'] } = {}) => [
  { type: 'PTR', name: `${service}.local`, data: `${name}.${service}.local`, ttl: 120 },
  { type: 'SRV', name: `${name}.${service}.local`, data: { target: 'Scanner-7.local', port } },
  { type: 'TXT', name: `${name}.${service}.local`, data: text.map(bytes) },
];
const host = { type: 'A', name: 'scanner-7.local', data: '192.168.1.20' };
const found = (records: readonly unknown[]) => scannersOf(readRecords(records));

describe('scanners that name themselves', () => {
  test('are known by name, model and address, once, by the safe way where there are two', () => {
    expect(found([...announce('_uscan._tcp', 80), ...announce('_uscans._tcp', 443), host])).toEqual([{ name: '走廊一体机', model: '奔图 M7160', address: 'https://192.168.1.20:443/eSCL' }]);
    expect(found([...announce('_uscan._tcp', 8080), host])).toEqual([{ name: '走廊一体机', model: '奔图 M7160', address: 'http://192.168.1.20:8080/eSCL' }]);
  });

  test('are asked for what is missing still', () => {
    const [pointer, service] = readRecords(announce('_uscan._tcp', 80));
    expect(questionsOf([pointer!]).map(({ type }) => type)).toEqual(['SRV', 'TXT']);
    expect(questionsOf([pointer!, service!])).toContainEqual({ name: 'scanner-7.local', type: 'A' });
    expect(found([...announce('_uscan._tcp', 80)])).toEqual([]);
  });

  test.each([
    ['a path that leads elsewhere', ['rs=../../admin']],
    ['a path with a query', ['rs=eSCL?x=1']],
    ['a name and a password', ['rs=@evil/eSCL']],
  ])('are none with %s', (_name, text) => {
    expect(found([...announce('_uscan._tcp', 80, { text }), host])).toEqual([]);
  });

  test('a flood, broken bytes and foreign services are passed over', () => {
    expect(found([null, 7, { type: 'PTR' }, { type: 'A', name: 'x', data: 'no address' }, ...announce('_ipp._tcp', 80), host])).toEqual([]);
    expect(found([{ type: 'TXT', name: '走廊一体机._uscan._tcp.local', data: [Uint8Array.of(0xff, 0xfe)] }, ...announce('_uscan._tcp', 80), host])).toHaveLength(1);
    const flood = Array.from({ length: 200 }, (_, index) => announce('_uscan._tcp', 80, { name: `设备${String(index)}` })).flat();
    expect(scannersOf([...readRecords([host]), ...flood.flatMap(record => readRecords([record]))])).toHaveLength(maxAnnounced);
  });
});
