import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTerminal } from '#shared/domain/administration';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { lifeOf } from './certificate-life.ts';
import { useLifeWords } from './terminal-columns.tsx';
import { TerminalPrinters } from './terminal-printers.tsx';
import { TerminalRequestPanel } from './terminal-request-panel.tsx';
import styles from './terminals.module.css';

type Props = { readonly terminal: EnrolledTerminal | undefined; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

/** One terminal: a request is decided here, too; a terminal that is in can be revoked. */
export function TerminalDrawer({ terminal, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('terminals');
  return (
    <PanelDrawer isOpen={terminal !== undefined} size={terminal?.state === 'requested' ? 800 : 600} title={t('detail.title')} onClose={onClose}>
      {terminal?.state === 'requested' ? <TerminalRequestPanel key={terminal.id} terminal={terminal} onDone={onDone} /> : null}
      {terminal && terminal.state !== 'requested' ? <TerminalSheet terminal={terminal} onDone={onDone} /> : null}
    </PanelDrawer>
  );
}

function TerminalSheet({ terminal, onDone }: { readonly terminal: EnrolledTerminal; readonly onDone: (sentence: string) => void }): ReactElement {
  const { t } = useTranslation('terminals');
  const { id, name } = terminal;
  const [isRevoking, setIsRevoking] = useState(false);
  const lifeWords = useLifeWords();
  const mayRevoke = useHasRole('security-officer') && terminal.state === 'approved';
  const revoking = useAct('terminals.revoke', () => { onDone(t('revokeDialog.done', { name })); });
  const life = lifeOf(terminal.certificateExpiresAt, Date.now());
  const showTime = (at: string | null): string => (at === null ? '' : formatDateTime(at));
  return (
    <>
      <PageHeader title={name} lead={terminal.unitName} actions={mayRevoke ? <Button danger onClick={() => { setIsRevoking(true); }}>{t('detail.revoke')}</Button> : null} />
      <div className={styles['panel']}>
        {terminal.state === 'approved' && (life.kind === 'soon' || life.kind === 'over') ? <p className={styles['warning']}>{t(`expiry.${life.kind}`, { days: life.days })}</p> : null}
        <FactList
          facts={[
            { name: t('column.state'), value: t(`state.${terminal.state}`) },
            { name: t('column.unit'), value: terminal.unitName },
            { name: t('request.edition'), value: t(`edition.${terminal.edition}`) },
            { name: t('column.requestedAt'), value: showTime(terminal.requestedAt) },
            { name: t('detail.decidedAt'), value: showTime(terminal.decidedAt) },
            { name: t('column.expires'), value: lifeWords(terminal.certificateExpiresAt) },
            { name: t('column.lastSeen'), value: showTime(terminal.lastSeenAt) || t('never') },
            { name: t('request.fingerprint'), value: <span className={styles['digits']}>{groupFingerprint(terminal.fingerprint).join(' ')}</span> },
          ]}
        />
        {terminal.state === 'approved' ? <TerminalPrinters terminalId={id} /> : null}
      </div>
      <ReasonDialog
        isOpen={isRevoking}
        isDangerous
        consequence={t('revokeDialog.consequence')}
        texts={{ title: t('revokeDialog.title', { name }), reason: t('revokeDialog.reason'), quick: t('revokeDialog.quick'), reasons: t('revokeDialog.reasons'), confirm: t('revokeDialog.confirm') }}
        isPending={revoking.isPending}
        error={revoking.error}
        onConfirm={reason => { revoking.mutate({ id, reason }); }}
        onClose={() => { setIsRevoking(false); }}
      />
    </>
  );
}
