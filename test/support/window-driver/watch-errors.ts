import { z } from 'zod';
import type { PageSession } from './page-session.ts';

const ConsoleCall = z.object({ type: z.string(), args: z.array(z.object({ value: z.unknown().optional(), description: z.string().optional() })) });
const Exception = z.object({ exceptionDetails: z.object({ text: z.string(), exception: z.object({ description: z.string().optional() }).optional() }) });
const LogEntry = z.object({ entry: z.object({ source: z.string(), level: z.string(), text: z.string(), url: z.string().optional() }) });

/** Collects what a developer would see in red: console errors, exceptions nobody caught, and violations of the content policy. */
export async function watchErrors(page: PageSession): Promise<() => string[]> {
  const errors: string[] = [];
  page.on('Runtime.consoleAPICalled', (params) => {
    const call = ConsoleCall.safeParse(params).data;
    if (call?.type !== 'error' && call?.type !== 'assert') return;
    errors.push(`console: ${call.args.map((arg) => (typeof arg.value === 'string' ? arg.value : (arg.description ?? JSON.stringify(arg.value)))).join(' ')}`);
  });
  page.on('Runtime.exceptionThrown', (params) => {
    const details = Exception.safeParse(params).data?.exceptionDetails;
    if (details) errors.push(`exception: ${details.exception?.description ?? details.text}`);
  });
  page.on('Log.entryAdded', (params) => {
    const entry = LogEntry.safeParse(params).data?.entry;
    if (entry?.level === 'error') errors.push(`${entry.source}: ${entry.text} ${entry.url ?? ''}`.trim());
  });
  await page.send('Log.enable');
  return () => [...errors];
}
