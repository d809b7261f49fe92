import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestSummary } from '#shared/domain/view-request';

/** `市教育局 李明、王芳 申请查阅 张建国（市水务局）的档案` */
export function RequestAsk({ detail }: { readonly detail: RequestSummary }): ReactElement {
  const { t } = useTranslation('requests');
  const readers = t('inbox.twoReaders', { unit: detail.applicantUnitName, first: detail.applicantName, second: detail.secondReaderName });
  const sentence = t('inbox.asks', { readers, person: detail.personName });
  return <span title={`${sentence} ${detail.personUnitName}`}>{sentence}</span>;
}
