import { useTranslation } from 'react-i18next';
import type { EnrolledTerminal, TerminalState } from '#shared/domain/administration';
import { formatDateTime } from '../../ui/date-time.ts';
import type { Column } from '../../ui/record-table.tsx';
import { lifeOf } from './certificate-life.ts';
import styles from './terminals.module.css';

/** When a certificate ends, and how soon that is. */
export function useLifeWords(): (expiresAt: string | null) => string {
  const { t } = useTranslation('terminals');
  return expiresAt => {
    const { kind, days } = lifeOf(expiresAt, Date.now());
    return t(`life.${kind}`, { days, date: expiresAt === null ? '' : formatDateTime(expiresAt).slice(0, 10) });
  };
}

/** A request has no certificate yet, and what was shut out has one no more. */
export function useTerminalColumns(state: TerminalState): readonly Column<EnrolledTerminal>[] {
  const { t } = useTranslation('terminals');
  const lifeWords = useLifeWords();
  const common: readonly Column<EnrolledTerminal>[] = [
    { id: 'name', title: t('column.name'), width: '24%', render: ({ name }) => <strong>{name}</strong> },
    { id: 'unit', title: t('column.unit'), render: ({ unitName }) => unitName },
    { id: 'requestedAt', title: t('column.requestedAt'), width: '11em', render: ({ requestedAt }) => formatDateTime(requestedAt) },
  ];
  const decided: Column<EnrolledTerminal> = { id: 'decidedAt', title: t('detail.decidedAt'), width: '11em', render: ({ decidedAt }) => (decidedAt === null ? '' : formatDateTime(decidedAt)) };
  const lastSeen: Column<EnrolledTerminal> = {
    id: 'lastSeen',
    title: t('column.lastSeen'),
    width: '11em',
    isSpare: true,
    render: ({ lastSeenAt }) => (lastSeenAt === null ? t('never') : formatDateTime(lastSeenAt)),
  };
  const expires: Column<EnrolledTerminal> = {
    id: 'expires',
    title: t('column.expires'),
    width: '14em',
    render: ({ certificateExpiresAt }) => <span className={isDue(certificateExpiresAt) ? styles['due'] : undefined}>{lifeWords(certificateExpiresAt)}</span>,
  };
  if (state === 'requested') return common;
  return state === 'approved' ? [...common.slice(0, 2), expires, lastSeen] : [...common, decided];
}

const isDue = (expiresAt: string | null): boolean => ['soon', 'over'].includes(lifeOf(expiresAt, Date.now()).kind);
