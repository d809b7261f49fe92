import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Circle } from '#shared/domain/circle';
import { useAct } from '../../api/use-act.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './circles.module.css';
import { MembersForm } from './members-form.tsx';

type Props = { readonly circle: Circle; readonly onDone: (sentence: string) => void };

/** One circle and its members; while it is open they can be changed, and it can be closed for good. */
export function CircleSheet({ circle, onDone }: Props): ReactElement {
  const { t } = useTranslation('circles');
  const { id, name, code, isOpen, members } = circle;
  const [isChanging, setIsChanging] = useState(false);
  const [isClosing, setIsClosing] = useState(false);
  const closing = useAct('circles.close', () => { onDone(t('close.done', { name })); });
  if (isChanging) return <MembersForm circle={circle} onDone={onDone} onCancel={() => { setIsChanging(false); }} />;
  return (
    <>
      <PageHeader
        title={name}
        lead={t('detail.lead', { code })}
        actions={isOpen ? <Button danger onClick={() => { setIsClosing(true); }}>{t('close.open')}</Button> : null}
        primary={isOpen ? <Button type="primary" onClick={() => { setIsChanging(true); }}>{t('change.open')}</Button> : null}
      />
      <div className={styles['panel']}>
        <FactList facts={[{ name: t('column.code'), value: code }, { name: t('column.state'), value: t(isOpen ? 'state.open' : 'state.closed') }]} />
        <section className={styles['field']} aria-label={t('column.members')}>
          <h2 className={styles['heading']}>{t('detail.members', { total: members.length })}</h2>
          {members.length === 0 ? <p className={styles['faint']}>{t('detail.noMembers')}</p> : null}
          <ul className={styles['members']}>
            {members.map(({ accountId, displayName, unitName }) => (
              <li key={accountId}>
                <span className={styles['name']}>{displayName}</span>
                <span className={styles['faint']}>{unitName}</span>
              </li>
            ))}
          </ul>
        </section>
        <p className={styles['unseen']}>{t('unseen')}</p>
      </div>
      <ReasonDialog
        isOpen={isClosing}
        isDangerous
        consequence={<><p>{t('close.consequence')}</p><p>{t('unseen')}</p></>}
        texts={{ title: t('close.title', { name }), reason: t('close.reason'), quick: t('close.quick'), reasons: t('close.reasons'), confirm: t('close.open') }}
        isPending={closing.isPending}
        error={closing.error}
        onConfirm={reason => { closing.mutate({ id, reason }); }}
        onClose={() => { setIsClosing(false); }}
      />
    </>
  );
}
