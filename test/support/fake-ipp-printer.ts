import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  attribute,
  decodeIpp,
  encodeIpp,
  type IppAttribute,
  type IppGroup,
  type IppMessage,
  type IppValue,
} from '../../src-main/device-host/drivers/ipp-codec.ts';

/** What goes wrong, from the next request or poll on. */
export type FakeFaults = {
  /** A printer-state-reason that stops the device, e.g. `media-jam-error`. */
  readonly stoppedBy?: string;
  /** Status for every new job, e.g. 0x0507 busy, 0x0401 forbidden, 0x040a format. */
  readonly refuseJobWith?: number;
  /** Status for the document of a job that was accepted, e.g. 0x040b. */
  readonly refuseDocumentWith?: number;
  /** The device gives the job up in the middle. */
  readonly abortsJobs?: boolean;
  /** Does not answer for a job that has ended; its list of ended jobs still has it. CUPS takes such a job for printed. */
  readonly forgetsEndedJobs?: boolean;
  /** Requests are taken and never answered. */
  readonly hangs?: boolean;
};

/** A document as it arrived, with the attributes that CUPS sent for its job. */
export type FakeReceived = { readonly format: string; readonly attributes: readonly IppAttribute[]; readonly document: Buffer };

export type FakeIppPrinter = {
  /** For lpadmin. */
  readonly uri: string;
  readonly received: readonly FakeReceived[];
  /** Jobs of which paper came out. */
  readonly finished: () => number;
  readonly setFaults: (faults: FakeFaults) => void;
  readonly stop: () => Promise<void>;
};

type Job = { readonly id: number; readonly name: string; readonly attributes: readonly IppAttribute[]; state: number; reason: string; until: number };

const printingMs = 300;
const [processing, canceled, aborted, completed] = [5, 7, 8, 9] as const;
const [idle, busy, stopped] = [3, 4, 5] as const;
const operations = { printJob: 2, validateJob: 4, createJob: 5, sendDocument: 6, cancelJob: 8, getJob: 9, getJobs: 10, getPrinter: 11, closeJob: 0x3b } as const;

const sides = ['bottom', 'left', 'right', 'top'] as const;
const a4: readonly [number, number] = [21_000, 29_700];

/** Any size from 30 x 30 mm to 330 x 1200 mm, without margins. */
function mediaSize(x: number | readonly [number, number], y: number | readonly [number, number]): readonly IppAttribute[] {
  const side = (name: string, value: number | readonly [number, number]): IppAttribute => attribute(name, typeof value === 'number' ? 'integer' : 'range', value);
  return [side('x-dimension', x), side('y-dimension', y)];
}
function mediaCollection(x: number | readonly [number, number], y: number | readonly [number, number]): readonly IppAttribute[] {
  return [attribute('media-size', 'collection', mediaSize(x, y)), ...sides.map(side => attribute(`media-${side}-margin`, 'integer', 0))];
}

const anySize = [[3_000, 33_000], [3_000, 120_000]] as const;

/** What CUPS demands of an IPP Everywhere printer before it makes a queue for it. */
function descriptionOf(uri: string): readonly IppAttribute[] {
  const keyword = (name: string, ...values: readonly IppValue[]): IppAttribute => attribute(name, 'keyword', ...values);
  return [
    attribute('printer-uri-supported', 'uri', uri),
    keyword('uri-security-supported', 'none'),
    keyword('uri-authentication-supported', 'none'),
    attribute('printer-name', 'name', 'fake'),
    attribute('printer-info', 'text', 'Scripted printer'),
    attribute('printer-make-and-model', 'text', 'Scripted Printer'),
    keyword('ipp-versions-supported', '1.1', '2.0'),
    keyword('ipp-features-supported', 'ipp-everywhere'),
    attribute('operations-supported', 'enum', ...Object.values(operations)),
    attribute('charset-configured', 'charset', 'utf-8'),
    attribute('charset-supported', 'charset', 'utf-8'),
    attribute('natural-language-configured', 'language', 'en'),
    attribute('document-format-default', 'mimeType', 'application/pdf'),
    attribute('document-format-supported', 'mimeType', 'application/pdf', 'image/pwg-raster'),
    keyword('compression-supported', 'none'),
    attribute('printer-is-accepting-jobs', 'boolean', true),
    attribute('color-supported', 'boolean', true),
    keyword('print-color-mode-supported', 'auto', 'color', 'monochrome'),
    keyword('print-color-mode-default', 'auto'),
    attribute('copies-supported', 'range', [1, 99]),
    attribute('copies-default', 'integer', 1),
    keyword('sides-supported', 'one-sided'),
    keyword('sides-default', 'one-sided'),
    attribute('printer-resolution-supported', 'resolution', [300, 300], [600, 600]),
    attribute('printer-resolution-default', 'resolution', [300, 300]),
    attribute('pwg-raster-document-resolution-supported', 'resolution', [300, 300]),
    keyword('pwg-raster-document-type-supported', 'srgb_8', 'sgray_8'),
    keyword('media-supported', 'iso_a4_210x297mm', 'custom_min_30x30mm', 'custom_max_330x1200mm'),
    keyword('media-default', 'iso_a4_210x297mm'),
    keyword('media-ready', 'iso_a4_210x297mm'),
    attribute('media-size-supported', 'collection', mediaSize(...a4), mediaSize(...anySize)),
    keyword('media-col-supported', 'media-size', ...sides.map(side => `media-${side}-margin`)),
    attribute('media-col-default', 'collection', mediaCollection(...a4)),
    attribute('media-col-ready', 'collection', mediaCollection(...a4)),
    attribute('media-col-database', 'collection', mediaCollection(...a4), mediaCollection(...anySize)),
    ...sides.map(side => attribute(`media-${side}-margin-supported`, 'integer', 0)),
    keyword('job-creation-attributes-supported', 'copies', 'media', 'media-col', 'print-color-mode', 'sides', 'print-scaling'),
  ];
}

function findValue(message: IppMessage, name: string): IppValue | undefined {
  return message.groups.flatMap(group => group.attributes).find(each => each.name === name)?.values[0];
}

/** The jobs of the device, and the clock that moves them. */
function createJobs(faults: () => FakeFaults) {
  const jobs = new Map<number, Job>();
  const settle = (job: Job): Job => {
    const { stoppedBy, abortsJobs } = faults();
    if (job.state !== processing || job.until === 0) return job;
    job.reason = stoppedBy === undefined ? 'job-printing' : 'printer-stopped';
    if (stoppedBy !== undefined) job.until = Date.now() + printingMs;
    if (Date.now() < job.until) return job;
    job.state = abortsJobs ? aborted : completed;
    job.reason = abortsJobs ? 'aborted-by-system' : 'job-completed-successfully';
    return job;
  };
  return {
    add: (message: IppMessage): Job => {
      const attributes = message.groups.filter(group => group.name === 'job').flatMap(group => group.attributes);
      const name = findValue(message, 'job-name');
      const job: Job = { id: jobs.size + 1, name: typeof name === 'string' ? name : '', attributes, state: processing, reason: 'job-incoming', until: 0 };
      jobs.set(job.id, job);
      return job;
    },
    find: (id: IppValue | undefined): Job | undefined => {
      const job = typeof id === 'number' ? jobs.get(id) : undefined;
      return job && settle(job);
    },
    all: (): readonly Job[] => [...jobs.values()].map(settle),
  };
}
type Jobs = ReturnType<typeof createJobs>;
type Answer = { readonly code: number; readonly groups: readonly IppGroup[] };

function jobGroup(uri: string, job: Job): IppGroup {
  return {
    name: 'job',
    attributes: [
      attribute('job-id', 'integer', job.id),
      attribute('job-name', 'name', job.name),
      attribute('job-uri', 'uri', `${uri}/${String(job.id)}`),
      attribute('job-state', 'enum', job.state),
      attribute('job-state-reasons', 'keyword', job.reason),
      attribute('job-impressions-completed', 'integer', job.state === completed ? 1 : 0),
    ],
  };
}

type Device = { readonly uri: string; readonly jobs: Jobs; readonly faults: () => FakeFaults; readonly received: FakeReceived[] };

function printerGroup({ uri, jobs, faults }: Device): IppGroup {
  const { stoppedBy } = faults();
  const isBusy = jobs.all().some(job => job.state === processing);
  return {
    name: 'printer',
    attributes: [
      ...descriptionOf(uri),
      attribute('printer-state', 'enum', stoppedBy === undefined ? (isBusy ? busy : idle) : stopped),
      attribute('printer-state-reasons', 'keyword', stoppedBy ?? 'none'),
      attribute('queued-job-count', 'integer', 0),
      attribute('printer-up-time', 'integer', 1),
    ],
  };
}

function takeDocument(device: Device, job: Job, message: IppMessage): Answer {
  const { refuseDocumentWith } = device.faults();
  if (refuseDocumentWith !== undefined) return { code: refuseDocumentWith, groups: [] };
  const format = findValue(message, 'document-format');
  device.received.push({ format: typeof format === 'string' ? format : '', attributes: job.attributes, document: Buffer.from(message.data) });
  job.until = Date.now() + printingMs;
  return { code: 0, groups: [jobGroup(device.uri, job)] };
}

function cancelJob(job: Job): Answer {
  if (job.state === processing) {
    job.state = canceled;
    job.reason = 'job-canceled-by-user';
  }
  return { code: 0, groups: [] };
}

function answerJob(device: Device, message: IppMessage): Answer {
  const job = device.jobs.find(findValue(message, 'job-id'));
  if (!job || (device.faults().forgetsEndedJobs === true && message.code === operations.getJob && job.state !== processing)) return { code: 0x0406, groups: [] };
  if (message.code === operations.sendDocument) return takeDocument(device, job, message);
  if (message.code === operations.cancelJob) return cancelJob(job);
  return { code: 0, groups: [jobGroup(device.uri, job)] };
}

function answerNewJob(device: Device, message: IppMessage): Answer {
  const { refuseJobWith } = device.faults();
  if (refuseJobWith !== undefined) return { code: refuseJobWith, groups: [] };
  const job = device.jobs.add(message);
  return message.code === operations.printJob ? takeDocument(device, job, message) : { code: 0, groups: [jobGroup(device.uri, job)] };
}

function answer(device: Device, message: IppMessage): Answer {
  switch (message.code) {
    case operations.getPrinter:
      return { code: 0, groups: [printerGroup(device)] };
    case operations.printJob:
    case operations.createJob:
      return answerNewJob(device, message);
    case operations.sendDocument:
    case operations.cancelJob:
    case operations.getJob:
      return answerJob(device, message);
    case operations.getJobs:
      return { code: 0, groups: device.jobs.all().map(job => jobGroup(device.uri, job)) };
    default:
      return { code: 0, groups: [] };
  }
}

async function serve(device: Device, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array)); // `as`: a request without an encoding gives Buffers
  if (device.faults().hangs) return;
  const message = decodeIpp(Buffer.concat(parts));
  const { code, groups } = answer(device, message);
  const charset: IppGroup = { name: 'operation', attributes: [attribute('attributes-charset', 'charset', 'utf-8'), attribute('attributes-natural-language', 'language', 'en')] };
  const body = encodeIpp({ code, requestId: message.requestId, groups: [charset, ...groups], data: new Uint8Array() });
  response.writeHead(200, { 'content-type': 'application/ipp', 'content-length': body.length }).end(body);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // `as`: a TCP server has no other kind of address
}

/** A FAKE: an IPP Everywhere printer that CUPS accepts, takes PDF in any size, and fails as scripted. */
export async function startFakeIppPrinter(): Promise<FakeIppPrinter> {
  let faults: FakeFaults = {};
  const received: FakeReceived[] = [];
  const jobs = createJobs(() => faults);
  const server = createServer();
  const uri = `ipp://localhost:${String(await listen(server))}/ipp/print`;
  const device: Device = { uri, jobs, faults: () => faults, received };
  server.on('request', (request, response) => void serve(device, request, response));
  return {
    uri,
    received,
    finished: () => jobs.all().filter(({ state }) => state === completed).length,
    setFaults: next => {
      faults = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
