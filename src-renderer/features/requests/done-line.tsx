import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionDone } from './use-deciding.ts';

/** What has just been decided, in the place of the screen's usual lead. */
export function DoneLine({ done, otherwise }: { readonly done: DecisionDone | null; readonly otherwise: string }): ReactElement {
  const { t } = useTranslation('requests');
  return <span role="status">{done ? t(`inbox.done.${done.kind}`, { number: done.number }) : otherwise}</span>;
}
