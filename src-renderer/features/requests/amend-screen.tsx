import type { ReactElement } from 'react';
import type { RequestId } from '#shared/domain/ids';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { AmendForm } from './amend-form.tsx';
import { useRequestDetail } from './request-list.ts';

/** What is decided meanwhile shows while the form is open; a request that has changed meanwhile begins the form anew. */
export function AmendScreen({ requestId }: { readonly requestId: RequestId }): ReactElement {
  const { goTo } = useNavigation();
  const { detail, error, refresh } = useRequestDetail({ id: requestId });
  useShownSecrecy(detail?.secrecy);
  return (
    <>
      <ErrorNotice error={error} onRetry={refresh} />
      {detail ? <AmendForm key={detail.contentDigest} detail={detail} onClose={() => { goTo({ screen: 'my-requests', requestId }); }} /> : null}
    </>
  );
}
