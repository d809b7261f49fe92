import { jobStates } from './print-judgement.ts';
import { firstError, requested } from './cups-target.ts';
import { createIppClient, groupsOf, numberOf, textOf, type IppServer } from './ipp-client.ts';
import { attribute } from './ipp-codec.ts';

/** A printer that says nothing within this time has no say; the sheets lie in its tray meanwhile. */
const answerWithinMs = 4_000;

/** Where a queue's printer speaks IPP itself; undefined for USB, sockets and encrypted ways, which say nothing of their jobs here. */
export function ippAddressOf(deviceUri: string): (Extract<IppServer, { readonly host: string }> & { readonly path: string }) | undefined {
  const url = URL.parse(deviceUri.replace(/^ipp:/i, 'http:'));
  if (url?.protocol !== 'http:' || url.hostname === '' || !/^(ipp|http):/i.test(deviceUri)) return undefined;
  const port = url.port === '' ? (/^ipp:/i.test(deviceUri) ? 631 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, path: url.pathname };
}

/**
 * What the printer itself says of its newest job under this title; '' when it gives no answer. CUPS 2.4 calls a job completed that was
 * aborted at the printer, when the half of its backend that waits hears of the end before the half that watches, or when the printer
 * no longer answers for that one job.
 */
export async function stateAtPrinter(deviceUri: string, title: string): Promise<string> {
  const address = ippAddressOf(deviceUri);
  if (!address) return '';
  const ask = createIppClient(address, answerWithinMs);
  const which = [attribute('printer-uri', 'uri', deviceUri), attribute('requesting-user-name', 'name', 'danglian'), attribute('which-jobs', 'keyword', 'completed'), attribute('limit', 'integer', 50)];
  const answer = await ask({ operation: 'getJobs', path: address.path, attributes: [...which, requested(['job-id', 'job-name', 'job-state'])] }).catch(() => undefined);
  if (!answer || answer.status >= firstError) return '';
  const own = groupsOf(answer, 'job').filter(job => textOf(job, 'job-name') === title);
  const newest = own.toSorted((one, other) => (numberOf(other, 'job-id') ?? 0) - (numberOf(one, 'job-id') ?? 0))[0];
  return newest ? (jobStates[numberOf(newest, 'job-state') ?? -1] ?? '') : '';
}
