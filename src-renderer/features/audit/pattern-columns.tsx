import { useTranslation } from 'react-i18next';
import type { Pattern } from '#shared/domain/oversight';
import type { Column } from '../../ui/record-table.tsx';
import styles from './audit-screen.module.css';

export function usePatternColumns(): readonly Column<Pattern>[] {
  const { t } = useTranslation('oversight');
  return [
    { id: 'day', title: t('patterns.day'), width: '128px', render: ({ day }) => day.replaceAll('-', '.') },
    { id: 'kind', title: t('patterns.kind'), width: '168px', render: ({ kind }) => <span className={styles['finding']}>{t(`patterns.name.${kind}`)}</span> },
    { id: 'officer', title: t('patterns.officer'), width: '112px', render: ({ officerName }) => officerName || t('none') },
    { id: 'unit', title: t('patterns.unit'), width: '18%', render: ({ unitName }) => unitName || t('none') },
    { id: 'terminal', title: t('patterns.terminal'), width: '14%', isSpare: true, render: ({ terminalName }) => terminalName || t('none') },
    { id: 'rule', title: t('patterns.why'), render: ({ kind, count, usual }) => t(`patterns.rule.${kind}`, { count, usual }) },
  ];
}
