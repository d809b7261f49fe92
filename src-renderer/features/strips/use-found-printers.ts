import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Printer } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { mayPrintTo } from '../printing/index.ts';

export type FoundPrinters = {
  /** Ant Design wants an array of its own. */
  readonly options: { readonly value: string; readonly label: string }[];
  readonly chosen: string | null;
  readonly printer: Printer | undefined;
  readonly choose: (name: string) => void;
  /** What other houses found out about its make; null when nobody has said anything. */
  readonly word: string | null;
  readonly error: unknown;
};

export function useFoundPrinters(): FoundPrinters {
  const { t } = useTranslation('strips');
  const list = useDesktopQuery('printing.listPrinters', {});
  const verdicts = useDesktopQuery('strips.listVerdicts', {}).data?.verdicts ?? [];
  const [wanted, choose] = useState<string | null>(null);
  const printers = (list.data?.printers ?? []).filter(mayPrintTo);
  const printer = printers.find(({ name }) => name === wanted) ?? printers.find(({ isDefault }) => isDefault) ?? printers[0];
  const words = verdicts.filter(({ model }) => model !== '' && model === printer?.model).map(({ unitName, paper, verdict, note }) => t('verdictLine', { unit: unitName, paper: t(`papers.${paper}`), verdict: t(`verdict.${verdict}`), note }));
  return {
    options: printers.map(({ name, description }) => ({ value: name, label: description === '' ? name : description })),
    chosen: printer?.name ?? null,
    printer,
    choose,
    word: words.length === 0 ? null : words.join('；'),
    error: list.error,
  };
}
