import { Button, Skeleton } from 'antd';
import { Fragment, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Partner, PartnerFingerprints } from '#shared/domain/partner';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { PartnerForm } from './partner-form.tsx';
import styles from './partners.module.css';

/** 交换单位: with whom sealed packages are exchanged, added and revoked by the security officer. */
export function PartnersScreen(): ReactElement {
  const { t } = useTranslation('partners');
  const answer = useDesktopQuery('partners.list', {});
  const [isAdding, setIsAdding] = useState(false);
  const [revoked, setRevoked] = useState<Partner | null>(null);
  const [sentence, setSentence] = useState('');
  const [current, setCurrent] = useState(0);
  const columns = useColumns(setRevoked);
  const add = (): void => { setIsAdding(true); };
  useKeys(t('title'), [{ keys: ['N'], label: t('add'), run: add }]);
  const partners = answer.data?.partners ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={sentence === '' ? t('lead') : <span role="status">{sentence}</span>} primary={<Button type="primary" onClick={add}>{t('add')}</Button>} />
      <div className={styles['body']}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.data ? <Own {...answer.data.own} /> : answer.error ? null : <Skeleton active={false} paragraph={{ rows: 6 }} />}
        {partners.length > 0 ? <RecordTable label={t('title')} columns={columns} rows={partners} keyOf={({ id }) => id} current={Math.min(current, partners.length - 1)} onCurrentChange={setCurrent} /> : null}
        {answer.data && partners.length === 0 ? <EmptyState title={t('none.title')}>{t('none.lesson')}</EmptyState> : null}
      </div>
      <PanelDrawer isOpen={isAdding} title={t('title')} size={640} onClose={() => { setIsAdding(false); }}>
        <PartnerForm onDone={name => { setIsAdding(false); setSentence(t('added', { name })); }} onClose={() => { setIsAdding(false); }} />
      </PanelDrawer>
      {revoked ? <Revoke partner={revoked} onDone={() => { setSentence(t('done', { name: revoked.name })); setRevoked(null); }} onClose={() => { setRevoked(null); }} /> : null}
    </>
  );
}

type OwnKeys = { readonly senderKey: string; readonly publicKey: string; readonly fingerprints: PartnerFingerprints };

/** What a partner must be given: text that is selected and taken along. */
function Own({ senderKey, publicKey, fingerprints: { sender, recipient } }: OwnKeys): ReactElement {
  const { t } = useTranslation('partners');
  const inGroups = (digits: string | null): string => (digits === null ? '' : groupFingerprint(digits).join(' '));
  const rows = [['senderKey', senderKey], ['sender', inGroups(sender)], ['recipientKey', publicKey], ['recipient', inGroups(recipient)]] as const;
  return (
    <section aria-label={t('own')}>
      <p className={styles['soft']}>{t('own')}　{t('ownLead')}</p>
      <dl className={styles['own']}>
        {rows.map(([name, digits]) => (
          <Fragment key={name}>
            <dt>{t(name)}</dt>
            <dd className={styles['digits']}>{digits}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Revoke({ partner, onDone, onClose }: { readonly partner: Partner; readonly onDone: () => void; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('partners');
  const revoking = useAct('partners.revoke', onDone);
  return (
    <ReasonDialog
      isOpen
      consequence={t('consequence')}
      texts={{ title: t('revokeOf', { name: partner.name }), reason: t('reason'), quick: t('reason'), reasons: t('reasons'), confirm: t('revoke') }}
      isPending={revoking.isPending}
      error={revoking.error}
      onConfirm={reason => { revoking.mutate({ id: partner.id, reason }); }}
      onClose={onClose}
    />
  );
}

const wayOf = ({ sends, receives }: Partner): 'both' | 'sends' | 'receives' => (sends && receives ? 'both' : sends ? 'sends' : 'receives');

function useColumns(onRevoke: (partner: Partner) => void): readonly Column<Partner>[] {
  const { t } = useTranslation('partners');
  const digits = ({ fingerprints: { sender, recipient } }: Partner): string => [sender, recipient].filter(each => each !== null).map(each => groupFingerprint(each).join(' ')).join('　');
  const state = ({ revokedAt, revokedBy, reason }: Partner): string => (revokedAt === null ? t('active') : t('revoked', { name: revokedBy ?? '', at: formatDateTime(revokedAt), reason }));
  return [
    { id: 'name', title: t('column.name'), width: '17%', render: ({ name }) => <span title={name}>{name}</span> },
    { id: 'ways', title: t('column.ways'), width: '7em', render: partner => t(`ways.${wayOf(partner)}`) },
    { id: 'fingerprints', title: t('column.fingerprints'), render: partner => <span className={styles['digits']} title={digits(partner)}>{digits(partner)}</span> },
    { id: 'added', title: t('column.added'), width: '12.5em', isSpare: true, render: ({ addedBy, addedAt }) => `${addedBy ?? t('fromFile')} ${formatDateTime(addedAt)}` },
    { id: 'state', title: t('column.state'), width: '12em', render: partner => <span title={state(partner)}>{state(partner)}</span> },
    { id: 'act', title: t('column.act'), width: '5em', align: 'right', render: partner => (partner.revokedAt === null ? <Button size="small" aria-label={t('revokeOf', { name: partner.name })} onClick={() => { onRevoke(partner); }}>{t('revoke')}</Button> : null) },
  ];
}
