import { Button, Radio } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedPrinter } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { mayPrintTo } from './print-choices.tsx';
import styles from './printing.module.css';
import { useReasonWords } from './reason-words.ts';

type Props = {
  readonly chosen: string | null;
  readonly onChoose: (name: string) => void;
  readonly isDisabled: boolean;
};

/** Of those that may be printed to the default one, else one that takes sheets; null while there is nothing to choose. */
export function preferPrinter(printers: readonly OfferedPrinter[]): string | null {
  const usable = printers.filter(mayPrintTo);
  return (usable.find(({ isDefault }) => isDefault) ?? usable.find(({ isAccepting }) => isAccepting) ?? usable[0])?.name ?? null;
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
        {printers.map(printer => ({ ...printer, refusal: refusalOf(printer) })).map(({ name, description, state, isAccepting, reasons, refusal }) => (
          <Radio key={name} value={name} data-printer={name} disabled={refusal !== null}>
            {description === '' ? name : description}
            {refusal === null ? null : <span className={styles['printerState']}>{t(refusal)}</span>}
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

/** Why nothing may be printed to it; null where it may. */
function refusalOf({ approval, device }: OfferedPrinter): 'printer.device.file' | 'printer.approval.refused' | 'printer.approval.waiting' | null {
  if (device === 'file') return 'printer.device.file';
  if (approval === 'approved') return null;
  return approval === 'refused' ? 'printer.approval.refused' : 'printer.approval.waiting';
}
