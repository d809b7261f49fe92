import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TerminalId } from '#shared/domain/ids';
import type { TerminalPrinter } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './terminals.module.css';

/** 打印机准用: what this terminal has told of, device by device; the security officer says which of them may print. */
export function TerminalPrinters({ terminalId }: { readonly terminalId: TerminalId }): ReactElement {
  const { t } = useTranslation('terminals');
  const list = useDesktopQuery('printers.list', { terminalId });
  const mayDecide = useHasRole('security-officer');
  const approving = useAct('printers.approve');
  const [refused, setRefused] = useState<TerminalPrinter | null>(null);
  const printers = list.data?.printers ?? [];
  return (
    <section className={styles['printers']} aria-label={t('printers.title')}>
      <h2>{t('printers.title')}</h2>
      <p className={styles['soft']}>{list.data && printers.length === 0 ? t('printers.empty') : t('printers.lead')}</p>
      <ErrorNotice error={approving.error ?? list.error} onRetry={() => void list.refetch()} />
      <ul className={styles['printerList']}>
        {printers.map(printer => (
          <li key={printer.id} data-printer={printer.name}>
            <div className={styles['printerWords']}>
              <strong>{printer.name}</strong>
              <span>{printer.model}</span>
              <span className={styles['soft']}>{t(`printers.kind.${printer.device}`)}　{printer.deviceUri}</span>
              <span className={printer.approval === 'refused' ? styles['refused'] : ''}>{t(`printers.approval.${printer.approval}`)}{printer.reason === '' ? '' : `　${printer.reason}`}</span>
            </div>
            {mayDecide && printer.approval !== 'approved' && printer.device !== 'file' ? (
              <Button type="primary" size="small" loading={approving.isPending} onClick={() => { approving.mutate({ id: printer.id }); }}>{t('printers.approve')}</Button>
            ) : null}
            {mayDecide && printer.approval !== 'refused' ? (
              <Button size="small" onClick={() => { setRefused(printer); }}>{t(printer.approval === 'approved' ? 'printers.withdraw' : 'printers.refuse')}</Button>
            ) : null}
          </li>
        ))}
      </ul>
      <RefuseDialog key={refused?.id ?? ''} printer={refused} onClose={() => { setRefused(null); }} />
    </section>
  );
}

function RefuseDialog({ printer, onClose }: { readonly printer: TerminalPrinter | null; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('terminals');
  const refusing = useAct('printers.refuse', onClose);
  const word = printer?.approval === 'approved' ? 'withdraw' : 'refuse';
  return (
    <ReasonDialog
      isOpen={printer !== null}
      isDangerous
      consequence={t('printers.dialog.consequence')}
      texts={{ title: t(`printers.dialog.${word}`, { name: printer?.name ?? '' }), reason: t('printers.dialog.reason'), quick: t('printers.dialog.quick'), reasons: t('printers.dialog.reasons'), confirm: t(`printers.${word}`) }}
      isPending={refusing.isPending}
      error={refusing.error}
      onConfirm={reason => { if (printer) refusing.mutate({ id: printer.id, reason }); }}
      onClose={onClose}
    />
  );
}
