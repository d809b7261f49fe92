import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { attribute, decodeIpp, encodeIpp, type IppAttribute, type IppGroup, type IppGroupName, type IppValue } from './ipp-codec.ts';

/** Numbers of RFC 8011 and of the CUPS extensions. */
export const ippOperations = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
  cupsGetDefault: 0x4001,
  cupsGetPrinters: 0x4002,
} as const;
export type IppOperation = keyof typeof ippOperations;

export type IppRequest = {
  readonly operation: IppOperation;
  /** HTTP path; CUPS looks at the URI in the attributes, but not only. */
  readonly path: string;
  readonly attributes: readonly IppAttribute[];
  readonly job?: readonly IppAttribute[];
  readonly document?: Uint8Array;
};

/** `status` below 0x0100 is success. */
export type IppAnswer = { readonly status: number; readonly groups: readonly IppGroup[] };

/** No IPP server answered: not running, not reachable, not in time, or not IPP. */
export class IppUnreachable extends Error {
  override readonly name = 'IppUnreachable';
}

export type IppClient = (request: IppRequest) => Promise<IppAnswer>;

/** How to reach the print service: an address, or a socket in the file system. */
export type IppServer = { readonly host: string; readonly port: number } | { readonly socketPath: string };

const defaultSocket = '/run/cups/cups.sock';
const answerWithinMs = 15_000;
const maxAnswerBytes = 16 * 1024 * 1024;

/** As the CUPS tools read it: CUPS_SERVER is `host`, `host:port` or the path of a socket; else the local service. */
export function ippServerOf(env: Readonly<Record<string, string | undefined>>): IppServer {
  const wanted = env['CUPS_SERVER'] ?? '';
  if (wanted.startsWith('/')) return { socketPath: wanted };
  if (wanted !== '') {
    const [, host = wanted, port] = /^(.*?)(?::(\d+))?$/.exec(wanted.replace(/\/version=.*$/, '')) ?? [];
    return { host, port: port === undefined ? 631 : Number(port) };
  }
  return existsSync(defaultSocket) ? { socketPath: defaultSocket } : { host: 'localhost', port: 631 };
}

async function readAnswer(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = Buffer.from(part as Uint8Array); // `as`: a response without an encoding gives Buffers
    parts.push(bytes);
    length += bytes.length;
    if (length > maxAnswerBytes) throw new IppUnreachable('answer too long');
  }
  if (response.statusCode !== 200) throw new IppUnreachable(`HTTP status ${String(response.statusCode)}`);
  return Buffer.concat(parts);
}

type Posting = { readonly path: string; readonly body: Buffer; readonly withinMs: number };

function post(server: IppServer, { path, body, withinMs }: Posting): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const posted = request(
      {
        ...server,
        path,
        method: 'POST',
        agent: false,
        // For the whole exchange, not only for a silent socket: a server that drips bytes is no better than one that hangs.
        signal: AbortSignal.timeout(withinMs),
        headers: { host: 'localhost', 'content-type': 'application/ipp', 'content-length': body.length },
      },
      response => {
        readAnswer(response).then(resolve, reject);
      },
    );
    posted.once('error', reject);
    posted.end(body);
  });
}

/** One request, one connection: the print service is on this machine. */
export function createIppClient(server: IppServer, withinMs = answerWithinMs): IppClient {
  let requestId = 0;
  return async ({ operation, path, attributes, job, document }) => {
    requestId += 1;
    const charset = [attribute('attributes-charset', 'charset', 'utf-8'), attribute('attributes-natural-language', 'language', 'en')];
    const groups: IppGroup[] = [{ name: 'operation', attributes: [...charset, ...attributes] }];
    if (job) groups.push({ name: 'job', attributes: job });
    const body = encodeIpp({ code: ippOperations[operation], requestId, groups, data: document ?? new Uint8Array() });
    try {
      const answer = decodeIpp(await post(server, { path, body, withinMs }));
      return { status: answer.code, groups: answer.groups };
    } catch (error) {
      throw new IppUnreachable('no answer of the print service', { cause: error });
    }
  };
}

export function groupsOf(answer: IppAnswer, name: IppGroupName): readonly IppGroup[] {
  return answer.groups.filter(group => group.name === name);
}

export function valuesOf(group: IppGroup | undefined, name: string): readonly IppValue[] {
  return group?.attributes.find(each => each.name === name)?.values ?? [];
}

export function textOf(group: IppGroup | undefined, name: string): string {
  const [value] = valuesOf(group, name);
  return typeof value === 'string' ? value : '';
}

export function textsOf(group: IppGroup | undefined, name: string): readonly string[] {
  return valuesOf(group, name).filter(value => typeof value === 'string');
}

export function numberOf(group: IppGroup | undefined, name: string): number | null {
  const [value] = valuesOf(group, name);
  return typeof value === 'number' ? value : null;
}
