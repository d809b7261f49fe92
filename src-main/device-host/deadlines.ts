/** A print is followed for as long as it moves (see print-service.ts). */
export const printerDeadlinesMs = { 'printers.list': 30_000, 'printers.load': 30_000, 'printers.cancel': 30_000 } as const;

export const keyDeadlinesMs = {
  'keys.describe': 10_000,
  // Some keys wait for a press of their button; a library that does not even do that stops the heart and ends earlier.
  'keys.sign': 45_000,
} as const;
