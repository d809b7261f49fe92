import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the kernel shows each HID device with its own description; nothing of the device itself is touched by reading it. */
export const hidFolder = '/sys/class/hidraw';

/** "Usage Page (Bar Code Scanner)" in a report descriptor, short and long form. */
const itsPage = [Buffer.from('058c', 'hex'), Buffer.from('068c00', 'hex')];

/** Whether a scanner of the HID POS class is plugged in. Without one no process is started to listen to it. */
export async function hasBarcodeScanner(folder: string = hidFolder): Promise<boolean> {
  for (const name of await readdir(folder).catch(() => [])) {
    const description = await readFile(join(folder, name, 'device', 'report_descriptor')).catch(() => Buffer.alloc(0));
    if (itsPage.some(page => description.includes(page))) return true;
  }
  return false;
}
