import { useState } from 'react';
import { callDesktop } from '../../api/desktop.ts';
import type { ClosedBounds } from './period.ts';

export type ReportFile = {
  readonly save: (format: 'csv' | 'pdf') => void;
  readonly isSaving: 'csv' | 'pdf' | null;
  /** Where the last one went. */
  readonly path: string | null;
  readonly error: unknown;
  readonly forget: () => void;
};

export function useReportFile(bounds: ClosedBounds | null): ReportFile {
  const [isSaving, setIsSaving] = useState<ReportFile['isSaving']>(null);
  const [outcome, setOutcome] = useState<{ readonly path: string | null; readonly error: unknown }>({ path: null, error: null });
  return {
    save: format => {
      if (bounds === null || isSaving !== null) return;
      setIsSaving(format);
      callDesktop('audit.saveReport', { ...bounds, format })
        .then(({ path }) => { setOutcome({ path, error: null }); })
        .catch((error: unknown) => { setOutcome({ path: null, error }); })
        .finally(() => { setIsSaving(null); });
    },
    isSaving,
    ...outcome,
    forget: () => { setOutcome({ path: null, error: null }); },
  };
}
