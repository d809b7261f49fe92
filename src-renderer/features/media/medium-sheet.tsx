import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Medium, MediumState } from '#shared/domain/medium';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { useHasRole } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList, type Fact } from '../../ui/fact-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { nextStates } from './medium-draft.ts';
import styles from './media.module.css';

type Props = { readonly medium: Medium; readonly onMove: (to: MediumState) => void };

/** One carrier: what it is, and everything that has happened to it. */
export function MediumSheet({ medium, onMove }: Props): ReactElement {
  const { t } = useTranslation('media');
  const mayMove = useHasRole('archivist');
  useShownSecrecy(medium.secrecy);
  const [usual, ...others] = mayMove ? nextStates(medium.state) : [];
  return (
    <>
      <PageHeader
        title={medium.number}
        lead={`${t(`kind.${medium.kind}`)} · ${t(`state.${medium.state}`)}`}
        actions={others.map(to => <Button key={to} danger={to === 'destroyed'} onClick={() => { onMove(to); }}>{t(`act.${to}`)}</Button>)}
        primary={usual === undefined ? null : <Button type="primary" danger={usual === 'destroyed'} onClick={() => { onMove(usual); }}>{t(`act.${usual}`)}</Button>}
      />
      <div className={styles['sheet']} tabIndex={0} role="group" aria-label={medium.number}>
        <FactList facts={useFacts(medium)} />
        <section aria-label={t('history.title')}>
          <h2 className={styles['heading']}>{t('history.title')}</h2>
          <ol className={styles['history']}>
            <li>
              <p>
                <strong>{t('state.registered')}</strong> <span className={styles['soft']}>{formatDateTime(medium.registeredAt)}</span>
              </p>
              <p className={styles['soft']}>{t('history.recordedBy', { name: medium.registeredBy })}</p>
            </li>
            {medium.moves.map(move => (
              <li key={move.at}>
                <p>
                  <strong>{t(`state.${move.to}`)}</strong> <span className={styles['soft']}>{formatDateTime(move.at)}</span>
                </p>
                <p>{t('history.line', { handedBy: move.handedBy, receivedBy: move.receivedBy, witness: move.witness, place: move.place })}</p>
                {move.cabinet === '' ? null : <p>{t('history.cabinet', { cabinet: move.cabinet })}</p>}
                {move.note === '' ? null : <p>{move.note}</p>}
                <p className={styles['soft']}>{t('history.recordedBy', { name: move.recordedBy })}</p>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

function useFacts(medium: Medium): readonly Fact[] {
  const { t } = useTranslation('media');
  return [
    { name: t('field.secrecy'), value: formatSecrecyMark(medium.secrecy) },
    { name: t('field.contents'), value: medium.contents },
    { name: t('field.amount'), value: medium.volumes + medium.persons === 0 ? '—' : t('amount', { volumes: medium.volumes, persons: medium.persons }) },
    { name: t('field.contentsDigest'), value: medium.contentsDigest === '' ? '' : <span className={styles['digest']}>{medium.contentsDigest}</span> },
    { name: t('field.serialNumber'), value: medium.serialNumber },
    { name: t('field.capacity'), value: medium.capacity },
    { name: t('field.purpose'), value: medium.purpose },
    { name: t('field.approvalNumber'), value: medium.approvalNumber },
    { name: t('field.batches'), value: medium.batchNumbers.join(t('separator')) },
  ];
}
