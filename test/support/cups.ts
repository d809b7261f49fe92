import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { compileSharedLibrary } from './compile-c.ts';
import { writeCupsConfig } from './cups-config.ts';
import { findFreePort, waitForPort } from './free-port.ts';
import { startProgram, type StartedProgram } from './started-program.ts';

const run = promisify(execFile);

/** What the test printer meets with the next documents: its own conditions as ippeveprinter names them. */
export type PrinterCondition = 'media-empty' | 'media-jam' | 'marker-supply-empty' | 'none';

/** One document as it reached the printer, with the job's attributes as ippeveprinter passes them on (IPP_COPIES, ...). */
export type ReceivedDocument = { readonly path: string; readonly attributesPath: string };

export type TestCups = {
  /** For the device host's environment as CUPS_SERVER. */
  readonly cupsServer: string;
  readonly env: Readonly<Record<string, string>>;
  /** The same service by its socket. */
  readonly socketPath: string;
  readonly printers: readonly string[];
  /** What the printer has received, oldest first. */
  readonly receivedFiles: (printer: string) => Promise<readonly ReceivedDocument[]>;
  /** It has the whole of a document, and is not done with it. */
  readonly isBusy: (printer: string) => Promise<boolean>;
  /** With `none`, answers when every document that waited is out. */
  readonly setCondition: (printer: string, condition: PrinterCondition) => Promise<void>;
  /** Adds a queue for an IPP printer that already listens, e.g. a scripted one. */
  readonly addQueue: (name: string, uri: string) => Promise<void>;
  /** A queue whose driver names a program that is not installed. */
  readonly addBrokenQueue: (name: string) => Promise<void>;
  /** lpadmin, cupsdisable and the like, against this cupsd. */
  readonly administer: (command: string, ...args: readonly string[]) => Promise<void>;
  /** The scheduler ends and begins anew; the printers go on. */
  readonly restart: () => Promise<void>;
  /** Documents and job files that lie in the spool of CUPS now. */
  readonly spooled: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

export type TestPrinter = { readonly name: string; readonly color: boolean };

/**
 * Saves what arrives; with a condition it reports it and waits until it is over, like a printer without paper. A document whose job
 * was cancelled meanwhile comes out as well: the reference printer does not end its command.
 */
const printCommand = `#!/bin/sh
set -e
out="$RECEIVED_FOLDER"
condition() { cat "$out/condition" 2>/dev/null || echo none; }
touch "$out/$$.busy"
trap 'rm -f "$out/$$.busy"' EXIT
reason="$(condition)"
if [ "$reason" != none ]; then
  echo "STATE: +$reason" >&2
  while [ "$(condition)" = "$reason" ]; do sleep 0.1; done
  echo "STATE: -$reason" >&2
fi
number="$(date +%s%N)"
env | grep '^IPP_' | sort > "$out/$number.attributes"
cp "$1" "$out/$number.part"
mv "$out/$number.part" "$out/$number.document"
`;

const brokenDriver = `*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "BROKEN.PPD"
*Product: "(Broken)"
*PSVersion: "(3010) 0"
*Manufacturer: "Broken"
*ModelName: "Broken"
*ShortNickName: "Broken"
*NickName: "Broken"
*cupsFilter: "application/vnd.cups-raster 0 rastertonowhere"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*DefaultPageRegion: A4
*PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
`;

type RunningPrinter = { readonly program: StartedProgram; readonly port: number };

/** The reference printer of the CUPS project: takes PDF, reports what it does as a real IPP Everywhere printer. */
async function startPrinter(root: string, { name, color }: TestPrinter): Promise<RunningPrinter> {
  const folder = join(root, 'printers', name);
  await mkdir(join(folder, 'spool'), { recursive: true });
  const command = join(folder, 'print-command');
  await writeFile(command, printCommand, { mode: 0o755 });
  const port = await findFreePort();
  const args = ['-r', 'off', '-p', String(port), '-d', join(folder, 'spool'), '-n', 'localhost', '-f', 'application/pdf', '-s', color ? '60,60' : '60,0', '-c', command, name];
  const program = startProgram('/usr/sbin/ippeveprinter', args, { LD_PRELOAD: await compileSharedLibrary('no-avahi.c'), RECEIVED_FOLDER: folder });
  await waitForPort(port, { withinMs: 10_000, isDead: program.death });
  return { program, port };
}

async function receivedIn(folder: string): Promise<readonly ReceivedDocument[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.document')).sort();
  return names.map(name => ({ path: join(folder, name), attributesPath: join(folder, name.replace(/document$/, 'attributes')) }));
}

async function setConditionIn(folder: string, condition: PrinterCondition): Promise<void> {
  // In one step: a printer that reads half a word goes on.
  await writeFile(join(folder, 'condition.part'), condition);
  await rename(join(folder, 'condition.part'), join(folder, 'condition'));
  while (condition === 'none' && (await isBusyIn(folder))) await delay(20);
}

const isBusyIn = async (folder: string): Promise<boolean> => (await readdir(folder)).some(name => name.endsWith('.busy'));

/** A real cupsd with real IPP Everywhere printers, on ports and in a folder of their own; as root or as an ordinary user. */
export async function startTestCups({ printers }: { readonly printers: readonly TestPrinter[] }): Promise<TestCups> {
  const root = await mkdtemp(join(tmpdir(), 'dlc-'));
  const port = await findFreePort();
  const cupsdArgs = await writeCupsConfig(root, port);
  let cupsd = startProgram('/usr/sbin/cupsd', cupsdArgs);
  const running: RunningPrinter[] = [];
  const cupsServer = `127.0.0.1:${String(port)}`;

  const administer = async (command: string, ...args: readonly string[]): Promise<void> => {
    await run(command, args, { env: { ...process.env, CUPS_SERVER: cupsServer, PATH: `/usr/sbin:/usr/bin:/bin:${process.env['PATH'] ?? ''}` } });
  };
  const addQueue = (name: string, uri: string): Promise<void> => administer('lpadmin', '-p', name, '-E', '-v', uri, '-m', 'everywhere');
  const addBrokenQueue = async (name: string): Promise<void> => {
    const file = join(root, `${name}.ppd`);
    await writeFile(file, brokenDriver);
    await administer('lpadmin', '-p', name, '-E', '-v', 'ipp://localhost:1/ipp/print', '-P', file);
  };
  const stop = async (): Promise<void> => {
    await Promise.all([cupsd.stop(), ...running.map(printer => printer.program.stop())]);
    await rm(root, { recursive: true, force: true });
  };

  try {
    await waitForPort(port, { withinMs: 10_000, isDead: cupsd.death });
    for (const printer of printers) {
      const started = await startPrinter(root, printer);
      running.push(started);
      await addQueue(printer.name, `ipp://localhost:${String(started.port)}/ipp/print`);
    }
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    cupsServer,
    env: { CUPS_SERVER: cupsServer },
    socketPath: join(root, 'cups.sock'),
    printers: printers.map(printer => printer.name),
    receivedFiles: printer => receivedIn(join(root, 'printers', printer)),
    isBusy: printer => isBusyIn(join(root, 'printers', printer)),
    restart: async () => {
      await cupsd.stop();
      cupsd = startProgram('/usr/sbin/cupsd', cupsdArgs);
      await waitForPort(port, { withinMs: 10_000, isDead: cupsd.death });
    },
    setCondition: (printer, condition) => setConditionIn(join(root, 'printers', printer), condition),
    addQueue,
    addBrokenQueue,
    administer,
    spooled: async () => (await readdir(join(root, 'spool'))).filter(name => /^[cd]\d+/.test(name)),
    stop,
  };
}
