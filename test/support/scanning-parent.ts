import { randomUUID } from 'node:crypto';
import { createDeviceClient } from '../../src-main/device-host/device-client.ts';

// A program that scans a stack with the scanner named on its command line, to be killed by a test.
const silent = (): void => undefined;
const client = createDeviceClient({ log: { info: silent, warn: silent }, onEvent: silent });
const settings = { source: 'ADF Front', mode: 'True Gray', resolutionDpi: 150, widthMm: 210, heightMm: 200, maxPages: null };
await client.call('scanners.scan', { scanId: randomUUID(), scannerId: process.argv[2] ?? '', settings });
