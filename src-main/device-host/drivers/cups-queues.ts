import type { Printer } from '#shared/domain/printing';
import { deviceOf, withoutCredentials } from '#shared/domain/printer-device';
import { isTrue, reasonsIn, requested } from './cups-target.ts';
import { groupsOf, numberOf, textOf, textsOf, type IppClient } from './ipp-client.ts';
import type { IppGroup } from './ipp-codec.ts';

const printerStates: Readonly<Record<number, Printer['state']>> = { 3: 'idle', 4: 'processing', 5: 'stopped' };
export const printerAttributes = [
  'printer-name',
  'printer-info',
  'printer-make-and-model',
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
  'color-supported',
  'device-uri',
  'media-source-supported',
  'sides-supported',
] as const;
const mostTrays = 20;

function printerOf(group: IppGroup, defaultName: string): Printer {
  const name = textOf(group, 'printer-name');
  const deviceUri = textOf(group, 'device-uri');
  return {
    name,
    description: textOf(group, 'printer-info'),
    model: textOf(group, 'printer-make-and-model').slice(0, 120),
    state: printerStates[numberOf(group, 'printer-state') ?? 0] ?? 'stopped',
    isAccepting: isTrue(group, 'printer-is-accepting-jobs'),
    reasons: reasonsIn(group, 'printer-state-reasons'),
    hasColor: isTrue(group, 'color-supported'),
    isDefault: name === defaultName,
    device: deviceOf(deviceUri),
    deviceUri: withoutCredentials(deviceUri),
    trays: textsOf(group, 'media-source-supported').slice(0, mostTrays),
    hasDuplex: textsOf(group, 'sides-supported').includes('two-sided-long-edge'),
  };
}

export async function listQueues(ask: IppClient): Promise<readonly Printer[]> {
  const printers = await ask({ operation: 'cupsGetPrinters', path: '/', attributes: [requested(printerAttributes)] });
  const preset = await ask({ operation: 'cupsGetDefault', path: '/', attributes: [requested(['printer-name'])] });
  // No queue at all is answered as "not found".
  return groupsOf(printers, 'printer').map(group => printerOf(group, textOf(groupsOf(preset, 'printer')[0], 'printer-name')));
}
