import { Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { completenessItems } from '#shared/domain/completeness-rules';
import type { Completeness, CompletenessItem } from '#shared/domain/completeness';
import type { VolumeId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { groupItems } from './completeness-groups.ts';
import styles from './completeness.module.css';

type Props = { readonly isOpen: boolean; readonly volumeId: VolumeId; readonly onClose: () => void };

/** 查缺: the score of a volume, what it lacks, and what only eyes can tell. */
export function CompletenessDrawer({ isOpen, volumeId, onClose }: Props): ReactElement {
  const { t } = useTranslation('completeness');
  return (
    <PanelDrawer isOpen={isOpen} size={680} title={t('title')} onClose={onClose}>
      {isOpen ? <CompletenessPanel volumeId={volumeId} /> : null}
    </PanelDrawer>
  );
}

function CompletenessPanel({ volumeId }: { readonly volumeId: VolumeId }): ReactElement {
  const answer = useDesktopQuery('volumes.completeness', { id: volumeId });
  if (answer.data) return <Sheet completeness={answer.data} />;
  return <div className={styles['wait']}>{answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} alwaysRetry /> : <Skeleton active={false} paragraph={{ rows: 10 }} />}</div>;
}

function Sheet({ completeness }: { readonly completeness: Completeness }): ReactElement {
  const { t } = useTranslation('completeness');
  const { score, verdict, items } = completeness;
  return (
    <>
      <PageHeader title={<span className={styles['score']} data-verdict={verdict}>{t('score', { score })}　{t(`verdict.${verdict}`)}</span>} lead={<span title={t('lead')}>{t('lead')}</span>} />
      <div className={styles['sheet']} tabIndex={0} role="group" aria-label={t('title')}>
        {groupItems(items).map(({ state, items: grouped }) => (
          <section key={state} aria-label={t(`state.${state}`)}>
            <h2 className={styles['heading']} data-state={state}>{t(`state.${state}`)} <span className={styles['soft']}>{grouped.length}</span></h2>
            <ul className={styles['list']}>{grouped.map(item => <ItemLine key={item.code} item={item} />)}</ul>
          </section>
        ))}
      </div>
    </>
  );
}

/** Known codes have words; one that this window does not know yet is shown as it is. */
type KnownCode = (typeof completenessItems)[number]['code'];
const isKnown = (code: string): code is KnownCode => completenessItems.some(item => item.code === code);

function ItemLine({ item: { code, state, points, isVeto, detail } }: { readonly item: CompletenessItem }): ReactElement {
  const { t } = useTranslation('completeness');
  const cost = [state === 'missing' && points > 0 ? t('points', { points }) : '', isVeto && state !== 'present' ? t('veto') : ''].filter(Boolean).join(' · ');
  return (
    <li data-state={state}>
      <span>
        <strong>{isKnown(code) ? t(`items.${code}`) : code}</strong>
        {detail === '' ? null : <span className={styles['detail']}>{detail}</span>}
      </span>
      <span className={styles['cost']}>{cost}</span>
    </li>
  );
}
