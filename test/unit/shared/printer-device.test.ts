import { expect, test } from 'vitest';
import { deviceOf, withoutCredentials } from '../../../src-shared/domain/printer-device.ts';

test.each([
  ['usb://HP/LaserJet%20400', 'local'],
  ['ipp://localhost:60000/ipp/print', 'local'],
  ['ipps://127.0.0.1/ipp', 'local'],
  ['ipp://[::1]:631/ipp', 'local'],
  ['hp:/usb/OfficeJet?serial=1', 'local'],
  ['hp:/net/OfficeJet?ip=10.0.0.3', 'network'],
  ['ipp://10.1.2.3/ipp/print', 'network'],
  ['ipp://localhost.example.com/ipp', 'network'],
  ['ipp://localhost@10.1.2.3/ipp', 'network'],
  ['socket://printer.local', 'network'],
  ['smb://user:secret@server/queue', 'network'],
  ['dnssd://Office._ipp._tcp.local/', 'network'],
  ['cups-pdf:/', 'file'],
  ['file:///dev/null', 'file'],
  ['FILE:/tmp/x', 'file'],
  ['vendor-secret:/anything', 'unknown'],
  ['', 'unknown'],
] as const)('%s is %s', (uri, device) => {
  expect(deviceOf(uri)).toBe(device);
});

test('a password in an address goes no further', () => {
  expect(withoutCredentials('smb://user:secret@server/queue')).toBe('smb://server/queue');
  expect(withoutCredentials('usb://HP/LaserJet?serial=a@b')).toBe('usb://HP/LaserJet?serial=a@b');
});
