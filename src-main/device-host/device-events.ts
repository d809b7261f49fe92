import type { z } from 'zod';
import { deviceEvents, type DeviceEvents, type ScanId } from '#shared/contract/device-api';
import type { ScanStep } from '#shared/domain/scan-fault';
import type { Verdict } from './scan-watch.ts';

type Told = Exclude<keyof DeviceEvents, 'host.heartbeat'>;

/** What a device tells without being asked, and `scan.lagged`: what the parent concluded from its silence. The heartbeat is kept inside. */
export type DeviceEvent =
  | { [Name in Told]: { readonly name: Name; readonly payload: z.output<DeviceEvents[Name]> } }[Told]
  | { readonly name: 'scan.lagged'; readonly payload: { readonly scanId: ScanId | null; readonly step: ScanStep | null; readonly verdict: Verdict } };

export function parseEvent(name: string, payload: unknown): DeviceEvent | undefined {
  switch (name) {
    case 'scan.stepped':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'scan.prepared':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'scan.progressed':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'scan.refused':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'barcode.read':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'scan.page':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'print.progressed':
      return { name, payload: deviceEvents[name].parse(payload) };
    case 'keys.seen':
      return { name, payload: deviceEvents[name].parse(payload) };
    default:
      return undefined;
  }
}
