import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch } from '#shared/domain/intake';
import { formatCountdown } from '../../ui/date-time.ts';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { checkedShare } from './batch-account.ts';

/** How far the checks are, how fast, how long still; and how far the packages are into their volumes. Always of the same height. */
export function CheckingLine({ batch }: { readonly batch: Batch }): ReactElement | null {
  const { t } = useTranslation(['intake', 'common']);
  const { account, state } = batch;
  if (state === 'accepting') {
    const total = Math.max(1, account.offered - account.withdrawn);
    return <ProgressLine fraction={(account.accepted + account.returned) / total} label={t('checking.accepting', { done: account.accepted + account.returned, total })} />;
  }
  const share = checkedShare(account);
  if (state !== 'open' || share === null) return null;
  const words = [
    t(batch.isPaused ? 'checking.paused' : account.waiting === 0 ? 'checking.done' : 'checking.running', { done: account.offered - account.withdrawn - account.waiting, total: account.offered - account.withdrawn }),
    !batch.pagesPerSecond || account.waiting === 0 ? '' : t('checking.speed', { speed: batch.pagesPerSecond.toFixed(1) }),
    batch.secondsLeft === null || account.waiting === 0 ? '' : t('countdown', { ns: 'common', time: formatCountdown(batch.secondsLeft) }),
  ];
  return <ProgressLine fraction={share} label={words.filter(Boolean).join('　')} />;
}
