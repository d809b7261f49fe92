import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { useNavigation } from '../ui/place.ts';

/** The one thing in the middle. */
export function Screen({ hasTask }: { readonly hasTask: boolean }): ReactElement {
  const { t } = useTranslation();
  const { place } = useNavigation();
  if (!hasTask) return <EmptyState title={t('noTask.title')}>{t('noTask.lesson')}</EmptyState>;
  return <EmptyState title={place.screen} />;
}
