import { z } from 'zod';

/**
 * Where a queue sends its sheets. `local`: to a device at this machine. `network`: over the network. `file`: to a file, so that a copy
 * would leave no paper and no trace; such a queue is never printed to. `unknown`: by a backend that nobody here has heard of.
 */
export const PrinterDevice = z.enum(['local', 'network', 'file', 'unknown']);
export type PrinterDevice = z.infer<typeof PrinterDevice>;

const local = new Set(['usb', 'parallel', 'serial', 'hal', 'ippusb', 'epson', 'direct']);
const network = new Set(['ipp', 'ipps', 'http', 'https', 'socket', 'lpd', 'smb', 'dnssd', 'mdns', 'snmp', 'bluetooth', 'ncp']);
const toFile = new Set(['file', 'cups-pdf', 'pdf', 'pdfwriter', 'boomaga', 'tpvmlp']);
/** USB printers without a driver are spoken to through a service at this machine. */
const ownHosts = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)(:\d+)?$/i;

/** What the device address of a CUPS queue says of it. */
export function deviceOf(uri: string): PrinterDevice {
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*):(.*)$/i.exec(uri) ?? [];
  const kind = scheme.toLowerCase();
  if (toFile.has(kind)) return 'file';
  if (local.has(kind)) return 'local';
  // HP's own backend says in its path how the device is reached.
  if (kind === 'hp') return rest.startsWith('/usb/') ? 'local' : 'network';
  if (!network.has(kind)) return 'unknown';
  return ownHosts.test(hostIn(rest)) ? 'local' : 'network';
}

function hostIn(rest: string): string {
  return /^\/\/(?:[^@/]*@)?([^/?]*)/.exec(rest)?.[1] ?? '';
}

/** Without name and password, which an address may carry. */
export function withoutCredentials(uri: string): string {
  return uri.replace(/^([a-z][a-z\d+.-]*:\/\/)[^@/]*@/i, '$1').slice(0, 300);
}
