import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { withDensity } from '../../src-main/device-host/jpeg-density.ts';
import { provideTls } from '../../src-server/certificates/index.ts';

/** What goes wrong, from the next request on. */
export type EsclFaults = {
  /** So many answers of 503 before each page, and before a job is made. */
  readonly busyAnswers?: number;
  /** The socket is cut in the middle of this page. */
  readonly cutAtPage?: number;
  /** The page ends early, but the answer does not say so. */
  readonly truncateAtPage?: number;
  /** The page never ends. */
  readonly endlessAtPage?: number;
  /** Not a picture. */
  readonly wrongAtPage?: number;
  readonly wrongXml?: 'no-xml' | 'doctype' | 'other-root' | 'endless' | 'deep';
  /** Requests are taken and never answered. */
  readonly silentOn?: 'capabilities' | 'status' | 'job' | 'page' | 'delete';
  /** The job ends with 404 at this page, and the feeder says why. */
  readonly stopAtPage?: number;
  readonly feederState?: string;
  readonly scannerState?: string;
  readonly refuseJobWith?: number;
  /** Where the job is said to be. */
  readonly location?: (path: string) => string;
};

export type ScriptedEscl = {
  readonly address: string;
  readonly pages: readonly Buffer[];
  /** Method and path, as they came. */
  readonly requests: readonly string[];
  readonly jobSettings: readonly string[];
  readonly openJobs: () => number;
  readonly setFaults: (faults: EsclFaults) => void;
  /** How many sheets lie in the feeder. */
  readonly load: (sheets: number) => void;
  readonly stop: () => Promise<void>;
};

const profile = `<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>Grayscale8</scan:ColorMode><scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes>
<scan:DocumentFormats><pwg:DocumentFormat>application/pdf</pwg:DocumentFormat><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat><scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>
<scan:SupportedResolutions><scan:DiscreteResolutions>${[75, 150, 300, 600].map(dpi => `<scan:DiscreteResolution><scan:XResolution>${String(dpi)}</scan:XResolution><scan:YResolution>${String(dpi)}</scan:YResolution></scan:DiscreteResolution>`).join('')}</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>`;
const input = (name: string, height: number): string => `<scan:${name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth><scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${String(height)}</scan:MaxHeight>${profile}</scan:${name}>`;

export const esclCapabilitiesXml = `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScannerCapabilities xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.63</pwg:Version>
<pwg:MakeAndModel>Stand-in MFP 1</pwg:MakeAndModel><scan:Platen>${input('PlatenInputCaps', 3508)}</scan:Platen>
<scan:Adf>${input('AdfSimplexInputCaps', 4200)}${input('AdfDuplexInputCaps', 4200)}</scan:Adf></scan:ScannerCapabilities>`;

const wrongXml: Readonly<Record<Exclude<EsclFaults['wrongXml'], undefined>, string>> = {
  'no-xml': 'Internal error <',
  doctype: `<!DOCTYPE x [<!ENTITY a "b">]>${esclCapabilitiesXml.slice(esclCapabilitiesXml.indexOf('\n') + 1)}`,
  'other-root': '<html><body>log in</body></html>',
  endless: `<scan:ScannerCapabilities xmlns:scan="s">${'<scan:A/>'.repeat(200_000)}</scan:ScannerCapabilities>`,
  deep: `<scan:ScannerCapabilities xmlns:scan="s">${'<scan:A>'.repeat(500)}${'</scan:A>'.repeat(500)}</scan:ScannerCapabilities>`,
};

type Job = { readonly source: 'Platen' | 'Feeder'; readonly isDuplex: boolean; given: number };

/** Pages of their own, so that a test sees that none is lost, doubled or changed. */
function drawPages(count: number): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const drawn = await sharp({ create: { width: 620, height: 877, channels: 3, background: { r: (index * 37) % 200, g: 180, b: 120 } } })
        .jpeg({ quality: 85 })
        .toBuffer();
      // Devices write a JFIF header.
      return Buffer.from(withDensity(drawn, 75));
    }),
  );
}

/** A STAND-IN for a network scanner, on a real port: no hardware is here. It speaks eSCL as sane-airscan and vendors' devices do, and fails as asked. */
export async function startScriptedEscl({ isTls = false, tlsDirectory = '' }: { readonly isTls?: boolean; readonly tlsDirectory?: string } = {}): Promise<ScriptedEscl> {
  const pages = await drawPages(8);
  const jobs = new Map<string, Job>();
  const requests: string[] = [];
  const jobSettings: string[] = [];
  let faults: EsclFaults = {};
  let sheets = 3;
  let busyLeft = 0;

  const isBusy = (): boolean => {
    if (busyLeft > 0) {
      busyLeft -= 1;
      return true;
    }
    busyLeft = faults.busyAnswers ?? 0;
    return false;
  };
  const sidesOf = ({ source, isDuplex }: Job): number => (source === 'Platen' ? 1 : isDuplex ? sheets * 2 : sheets);
  const status = (): string =>
    `<scan:ScannerStatus xmlns:scan="s" xmlns:pwg="p"><pwg:Version>2.63</pwg:Version><pwg:State>${faults.scannerState ?? (jobs.size > 0 ? 'Processing' : 'Idle')}</pwg:State><scan:AdfState>${faults.feederState ?? (sheets > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty')}</scan:AdfState></scan:ScannerStatus>`;

  const sendPage = (response: ServerResponse, id: string, job: Job): void => {
    if (isBusy()) return void response.writeHead(503, { 'retry-after': '0' }).end();
    const number = job.given + 1;
    if (job.given >= sidesOf(job) || faults.stopAtPage === number) {
      jobs.delete(id);
      return void response.writeHead(404).end();
    }
    const page = pages[job.given % pages.length] ?? Buffer.alloc(0);
    if (faults.endlessAtPage === number) {
      drip(response);
      return;
    }
    if (faults.cutAtPage === number) {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': String(page.length) }).write(page.subarray(0, 1000), () => response.destroy());
      return;
    }
    job.given += 1;
    const body = faults.wrongAtPage === number ? Buffer.from('%PDF-1.7') : faults.truncateAtPage === number ? page.subarray(0, page.length / 2) : page;
    // Without a length: as many devices do it.
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(body);
  };

  const newJob = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer); // `as`: no encoding is set
    const settings = Buffer.concat(parts).toString();
    if (isBusy()) return void response.writeHead(503, { 'retry-after': '0' }).end();
    const source = /InputSource>Feeder</.test(settings) ? 'Feeder' : 'Platen';
    const refused = faults.refuseJobWith ?? (source === 'Feeder' && sheets === 0 ? 409 : undefined);
    if (refused !== undefined) return void response.writeHead(refused).end();
    jobSettings.push(settings);
    const id = `/eSCL/ScanJobs/${String(jobSettings.length)}`;
    jobs.set(id, { source, isDuplex: /Duplex>true</.test(settings), given: 0 });
    response.writeHead(201, { location: faults.location?.(id) ?? `http://printer.local${id}` }).end();
  };

  const kindOf = (method: string, url: string): NonNullable<EsclFaults['silentOn']> => {
    if (url.endsWith('Capabilities')) return 'capabilities';
    if (url.endsWith('Status')) return 'status';
    return method === 'POST' ? 'job' : method === 'DELETE' ? 'delete' : 'page';
  };
  const answers: Readonly<Record<NonNullable<EsclFaults['silentOn']>, (request: IncomingMessage, response: ServerResponse, url: string) => void>> = {
    capabilities: (_request, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(faults.wrongXml ? wrongXml[faults.wrongXml] : esclCapabilitiesXml),
    status: (_request, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(status()),
    job: (request, response) => void newJob(request, response),
    delete: (_request, response, url) => response.writeHead(jobs.delete(url) ? 200 : 404).end(),
    page: (_request, response, url) => {
      const id = url.replace(/\/NextDocument$/, '');
      const job = jobs.get(id);
      if (job) sendPage(response, id, job);
      else response.writeHead(404).end();
    },
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '' } = request;
    requests.push(`${method} ${url}`);
    const kind = kindOf(method, url);
    if (faults.silentOn !== kind) answers[kind](request, response, url);
  };
  const server = isTls ? createTlsServer(await provideTls(join(tlsDirectory, 'escl'), []), answer) : createPlainServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // `as`: it listens on TCP
  return {
    address: `${isTls ? 'https' : 'http'}://127.0.0.1:${String(port)}/eSCL`,
    pages,
    requests,
    jobSettings,
    openJobs: () => jobs.size,
    setFaults: next => {
      faults = next;
      busyLeft = next.busyAnswers ?? 0;
    },
    load: count => {
      sheets = count;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Bytes for ever, slowly enough not to fill the memory of the test. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'image/jpeg' });
  response.write(Buffer.from('ffd8', 'hex'));
  const chunk = Buffer.alloc(4 * 1024 * 1024);
  const go = (): void => {
    if (!response.destroyed) response.write(chunk, () => setImmediate(go));
  };
  go();
}
