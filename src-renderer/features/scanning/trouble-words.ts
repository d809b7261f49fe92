import type { TFunction } from 'i18next';
import type { Trouble } from './use-scan.ts';

/** What happens now, or what the person is to do: 请把第 14 张放回进纸器，然后按 Enter 继续。 */
export function troubleWords(t: TFunction<'scanning'>, { action, putBackSheet, putBackCount, sidesKept }: Trouble): string {
  switch (action) {
    case 'waiting':
    case 'cancelling':
    case 'restarting':
    case 'resumed':
      return t(`trouble.${action}`, { kept: sidesKept });
    case 'gave-up':
      if (putBackSheet === null) return t('trouble.goOn', { kept: sidesKept });
      return putBackCount > 1 ? t('trouble.putBackSome', { first: putBackSheet, last: putBackSheet + putBackCount - 1 }) : t('trouble.putBackOne', { sheet: putBackSheet });
  }
}
