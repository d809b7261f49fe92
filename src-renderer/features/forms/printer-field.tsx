import { Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { mayPrintTo } from '../printing/index.ts';
import { FormField } from '../../ui/form-field.tsx';

export type Printers = { readonly options: { value: string; label: string }[]; readonly chosen: string | null; readonly choose: (name: string) => void; readonly error: unknown };

/** Of this terminal; the default one until somebody chooses. */
export function usePrinters(): Printers {
  const list = useDesktopQuery('printing.listPrinters', {});
  const [wanted, choose] = useState<string | null>(null);
  const found = (list.data?.printers ?? []).filter(mayPrintTo);
  const printer = found.find(({ name }) => name === wanted) ?? found.find(({ isDefault }) => isDefault) ?? found[0];
  return { options: found.map(({ name, description }) => ({ value: name, label: description === '' ? name : description })), chosen: printer?.name ?? null, choose, error: list.error };
}

export function PrinterField({ printers, hint }: { readonly printers: Printers; readonly hint?: string | undefined }): ReactElement {
  const { t } = useTranslation('forms');
  const id = useId();
  return (
    <>
      <FormField id={id} label={t('printer')} hint={hint}>
        <Select id={id} virtual={false} value={printers.chosen} placeholder={t('noPrinter')} options={printers.options} onChange={printers.choose} />
      </FormField>
      <ErrorNotice error={printers.error} />
    </>
  );
}
