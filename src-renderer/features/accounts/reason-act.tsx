import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { AccountDetail } from './account-detail.ts';

/** Acts that need no more than a reason. */
export const reasonActs = ['unlock', 'suspend', 'close', 'reset', 'reopen'] as const;
export type ReasonActName = (typeof reasonActs)[number];

const operations = {
  unlock: 'accounts.unlock',
  suspend: 'accounts.suspend',
  close: 'accounts.close',
  reset: 'accounts.proposePasswordReset',
  reopen: 'accounts.proposeReopening',
} as const satisfies Record<ReasonActName, string>;

type Props = { readonly act: ReasonActName; readonly account: AccountDetail; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

export function ReasonAct({ act, account, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('accounts');
  const { id, displayName: name } = account;
  const acting = useAct(operations[act], () => { onDone(t(`done.${act}`, { name })); });
  return (
    <ReasonDialog
      isOpen
      isDangerous={act === 'close'}
      consequence={t(`dialog.${act}.consequence`)}
      texts={{ title: t(`dialog.${act}.title`, { name }), reason: t('dialog.reason'), quick: t('dialog.quick'), reasons: t(`dialog.${act}.reasons`), confirm: t(`dialog.${act}.confirm`) }}
      isPending={acting.isPending}
      error={acting.error}
      onConfirm={reason => { acting.mutate({ id, reason }); }}
      onClose={onClose}
    />
  );
}
