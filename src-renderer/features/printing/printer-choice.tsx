import { Button, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Printer } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './printing.module.css';
import { useReasonWords } from './reason-words.ts';

type Props = {
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly isDisabled: boolean;
};

/** The default printer first chosen, else the only one; null while there is nothing to choose. */
export function preferPrinter(printers: readonly Printer[]): string | null {
  return (printers.find(({ isDefault }) => isDefault) ?? printers.find(({ isAccepting }) => isAccepting) ?? printers[0])?.name ?? null;
}

/** Printers of this terminal with their state in words. */
export function PrinterChoice({ chosen, onChoose, isDisabled }: Props): ReactElement {
  const { t } = useTranslation('printing');
  const words = useReasonWords();
  const list = useDesktopQuery('printing.listPrinters', {}, { refetchMs: 5000 });
  const printers = list.data?.printers ?? [];
  return (
    <fieldset className={styles['printers']} disabled={isDisabled}>
      <legend>{t('printer.label')}</legend>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} alwaysRetry />
      {list.data && printers.length === 0 ? (
        <p>
          {t('printer.none')} <Button size="small" onClick={() => void list.refetch()}>{t('printer.refresh')}</Button>
        </p>
      ) : null}
      <Radio.Group
        className={styles['radios'] ?? ''}
        value={chosen}
        onChange={event => {
          onChoose(String(event.target.value));
        }}
      >
        {printers.map(({ name, description, state, isAccepting, reasons }) => (
          <Radio key={name} value={name} data-printer={name}>
            {description === '' ? name : description}
            <span className={styles['printerState']}>
              {isAccepting ? t(`printer.state.${state}`) : t('printer.notAccepting')}
              {reasons.length > 0 && words(reasons) !== '' ? t('printer.because', { reasons: words(reasons) }) : ''}
            </span>
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  );
}
