import { Button, Radio } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolledTerminal } from '#shared/domain/administration';
import { Edition } from '#shared/domain/edition';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { Comparison } from './fingerprint-check.ts';
import { FingerprintForm } from './fingerprint-form.tsx';
import styles from './terminals.module.css';

type Props = { readonly terminal: EnrolledTerminal; readonly onDone: (sentence: string) => void };

/** A terminal that asks to be let in: compare the fingerprint with its own screen, then approve or refuse. */
export function TerminalRequestPanel({ terminal, onDone }: Props): ReactElement {
  const { t } = useTranslation('terminals');
  const { id, name, fingerprint } = terminal;
  const mayDecide = useHasRole('security-officer');
  const [comparison, setComparison] = useState<Comparison>('unfinished');
  const [edition, setEdition] = useState(terminal.edition);
  const [isRefusing, setIsRefusing] = useState(false);
  const approving = useAct('terminals.approve', () => { onDone(t('request.done', { name })); });
  const refusing = useAct('terminals.refuse', () => { onDone(t('request.refused', { name })); });
  const canApprove = mayDecide && comparison === 'same' && !approving.isPending;
  const approve = (): void => {
    if (canApprove && !isRefusing) approving.mutate({ id, fingerprint, edition });
  };
  useKeys(t('title'), mayDecide ? [{ keys: ['Ctrl+Enter'], label: t('keys.approve'), worksInFields: true, run: approve }] : [], { isInDialog: true });
  return (
    <>
      <PageHeader
        title={t('request.title', { name })}
        lead={t('request.lead')}
        actions={mayDecide ? <Button onClick={() => { setIsRefusing(true); }}>{t('request.refuse')}</Button> : null}
        primary={mayDecide ? <Button type="primary" disabled={!canApprove} loading={approving.isPending} onClick={approve}>{t('request.approve')}</Button> : null}
      />
      <div className={styles['panel']}>
        <ErrorNotice error={approving.error} alwaysRetry onRetry={approve} />
        {mayDecide ? (
          <>
            <p>{t('request.step')}</p>
            <FingerprintForm fingerprint={fingerprint} comparison={comparison} onCompare={setComparison} />
            <p className={styles['faint']}>{t('request.why')}</p>
            <EditionChoice asked={terminal.edition} value={edition} onChange={setEdition} />
          </>
        ) : (
          <p>{t('request.onlyOfficer')}</p>
        )}
        <FactList
          facts={[
            { name: t('request.unit'), value: terminal.unitName },
            { name: t('request.edition'), value: t(`edition.${terminal.edition}`) },
            { name: t('request.requestedAt'), value: formatDateTime(terminal.requestedAt) },
          ]}
        />
      </div>
      <ReasonDialog
        isOpen={isRefusing}
        consequence={t('refuseDialog.consequence')}
        texts={{ title: t('refuseDialog.title', { name }), reason: t('refuseDialog.reason'), quick: t('refuseDialog.quick'), reasons: t('refuseDialog.reasons'), confirm: t('refuseDialog.confirm') }}
        isPending={refusing.isPending}
        error={refusing.error}
        onConfirm={reason => { refusing.mutate({ id, reason }); }}
        onClose={() => { setIsRefusing(false); }}
      />
    </>
  );
}

type ChoiceProps = { readonly asked: Edition; readonly value: Edition; readonly onChange: (edition: Edition) => void };

/** The officer's to decide: the data centre refuses what the edition may not do, whatever program stands there. */
function EditionChoice({ asked, value, onChange }: ChoiceProps): ReactElement {
  const { t } = useTranslation('terminals');
  return (
    <div className={styles['edition']}>
      <span>{t('request.approveAs')}</span>
      <Radio.Group aria-label={t('request.approveAs')} value={value} onChange={event => { onChange(Edition.parse(event.target.value)); }}>
        {Edition.options.map(edition => (
          <Radio key={edition} value={edition}>{t(`edition.${edition}`)}<span className={styles['faint']}>　{t(`editionDoes.${edition}`)}</span></Radio>
        ))}
      </Radio.Group>
      {value === asked ? null : <p className={styles['warning']} role="status">{t('request.otherEdition', { asked: t(`edition.${asked}`) })}</p>}
    </div>
  );
}
