import { AppError, isAbort } from '#shared/errors/app-error';
import type { ScanStep } from '#shared/domain/scan-fault';
import type { OpenStep, StepLog } from '../step-log.ts';

/** Steps of one scanner: what every driver that is not SANE's tells by. Sides count from 1. */
export type ToldSteps = {
  readonly begin: (step: ScanStep, side?: number) => OpenStep;
  readonly during: <Result>(step: ScanStep, work: () => Promise<Result>, side?: number) => Promise<Result>;
};

export function tellStepsOf(steps: StepLog, scannerId: string): ToldSteps {
  const begin: ToldSteps['begin'] = (step, side = 0) => steps.begin(step, { scannerId, side });
  return { begin, during: (step, work, side) => duringStep(begin(step, side), work, statusOfError) };
}

/** The step ends with the work, in whatever way that ends; `statusOf` names a failure. */
export async function duringStep<Result>(step: OpenStep, work: () => Promise<Result>, statusOf: (error: unknown) => string): Promise<Result> {
  try {
    const value = await work();
    step.end('good');
    return value;
  } catch (error) {
    step.end(statusOf(error));
    throw error;
  }
}

/** What SANE calls the same; by these is counted which sheets have moved. */
const saneWords: Readonly<Record<string, string>> = {
  'scanner.no-paper': 'no-docs',
  'scanner.cover-open': 'cover-open',
  'scanner.paper-jam': 'jammed',
  'scanner.busy': 'device-busy',
  'scanner.setting-refused': 'inval',
};

export function statusOfError(error: unknown): string {
  if (error instanceof Error && isAbort(error)) return 'cancelled';
  if (!(error instanceof AppError)) return 'failed';
  return saneWords[error.code] ?? error.code.replaceAll(/[^a-z.-]/g, '').slice(0, 40);
}
