import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '#shared/domain/intake';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './batch-screen.module.css';

export type Verdict = 'accept' | 'return';

type Props = { readonly verdict: Verdict | null; readonly batch: Batch; readonly onClose: () => void };

/** 入库 or 退回, with what will happen to how many packages. */
export function DecideBatch({ verdict, batch, onClose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const deciding = useAct('intake.decideBatch', onClose);
  const shown = verdict ?? 'accept';
  const { clean, needsReview, defective } = batch.account;
  const back = needsReview + defective;
  return (
    <ReasonDialog
      isOpen={verdict !== null}
      isDangerous={shown === 'return'}
      width={600}
      consequence={<ul className={styles['consequences']}>{t(`decide.${shown}.consequences`, { clean, back, all: clean + back }).split('|').map(line => <li key={line}>{line}</li>)}</ul>}
      texts={{ title: t(`decide.${shown}.title`, { number: batch.number }), reason: t('decide.note'), quick: t('decide.quick'), reasons: t(`decide.${shown}.reasons`), confirm: t(`decide.${shown}.confirm`) }}
      isPending={deciding.isPending}
      error={deciding.error}
      onConfirm={note => { deciding.mutate({ id: batch.id, verdict: shown, note }); }}
      onClose={onClose}
    />
  );
}
