import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Purpose } from '#shared/domain/purpose';
import type { WaitingCommand } from '#shared/domain/outbox';
import { fromWire } from '#shared/errors/app-error';
import { callDesktop } from '../../api/desktop.ts';
import { useTerminal } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './outbox.module.css';

/** What waits, why, and the way to take it back. */
export function OutboxList({ commands }: { readonly commands: readonly WaitingCommand[] }): ReactElement {
  const { t } = useTranslation('outbox');
  const withdraw = useMutation({ mutationFn: (id: WaitingCommand['id']) => callDesktop('outbox.withdraw', { id }) });
  const retry = useMutation({ mutationFn: (id: WaitingCommand['id']) => callDesktop('outbox.retry', { id }) });
  return (
    <div className={styles['outbox']}>
      <p className={styles['soft']}>{commands.length > 0 ? t('lesson') : t('empty')}</p>
      {withdraw.data?.isWithdrawn === false ? <p role="status">{t('gone')}</p> : null}
      <ErrorNotice error={withdraw.error ?? retry.error} />
      <ul className={styles['commands']}>
        {commands.map(command => (
          <li key={command.id} className={styles['command']} data-kind={command.kind}>
            <CommandFacts command={command} />
            <span className={styles['acts']}>
              {command.refusal ? <Button onClick={() => { retry.mutate(command.id); }}>{t('retry')}</Button> : null}
              <Button onClick={() => { withdraw.mutate(command.id); }}>{t('withdraw')}</Button>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const kindWords = { 'requests.submit': 'requests-submit', 'drafts.file': 'drafts-file', 'faults.report': 'faults-report' } as const satisfies Readonly<Record<WaitingCommand['kind'], string>>;

function CommandFacts({ command }: { readonly command: WaitingCommand }): ReactElement {
  const { t } = useTranslation(['outbox', 'requests']);
  const isOnline = useTerminal()?.isOnline ?? false;
  const purpose = Purpose.safeParse(command.title);
  const title = command.kind === 'requests.submit' && purpose.success ? t(`requests:purpose.${purpose.data}`) : command.title;
  return (
    <div>
      <strong>{t(`kind.${kindWords[command.kind]}`)}</strong> {title}
      <p className={styles['soft']}>{t('queuedAt', { time: formatDateTime(command.queuedAt) })}</p>
      {command.refusal ? <ErrorNotice error={fromWire(command.refusal)} /> : <p>{isOnline ? t('waitsForTurn') : t('waitsForLine')}</p>}
      {command.wasTried ? <p className={styles['soft']}>{t('wasTried')}</p> : null}
    </div>
  );
}
