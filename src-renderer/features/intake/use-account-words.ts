import { useTranslation } from 'react-i18next';
import type { Batch } from '#shared/domain/intake';
import { isBalanced, isDecided } from './batch-account.ts';

/** The account of a batch in one line: what was offered, and where it is now. */
export function useAccountWords(): (batch: Pick<Batch, 'state' | 'account'>) => string {
  const { t } = useTranslation('intake');
  return batch => {
    const { account } = batch;
    if (account.offered === 0) return t('account.nothing');
    const line = isDecided(batch) ? t('account.decided', { ...account }) : t('account.open', { ...account });
    const gone = !isDecided(batch) && account.withdrawn > 0 ? t('account.withdrawn', { count: account.withdrawn }) : '';
    return line + gone + (isBalanced(batch) ? '' : t('account.differs'));
  };
}
