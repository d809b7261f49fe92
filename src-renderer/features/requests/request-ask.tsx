import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestSummary } from '#shared/domain/view-request';

/** `李明、王芳 申请查阅 张建国 的档案`: names alone, so that the heading is never cut short. */
export function RequestAsk({ detail }: { readonly detail: RequestSummary }): ReactElement {
  const { t } = useTranslation('requests');
  return <>{t('inbox.asks', { first: detail.applicantName, second: detail.secondReaderName, person: detail.personName })}</>;
}
