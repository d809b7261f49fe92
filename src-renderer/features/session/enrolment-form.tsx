import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './session.module.css';

type Props = { readonly suggestedName: string; readonly onAsked: () => void };

export function EnrolmentForm({ suggestedName, onAsked }: Props): ReactElement {
  const { t } = useTranslation('session');
  const id = useId();
  const [code, setCode] = useState('');
  const [name, setName] = useState(suggestedName);
  const ask = useMutation({ mutationFn: () => callDesktop('enrolment.request', { code, name }), onSuccess: onAsked });
  const isComplete = code.trim() !== '' && name.trim() !== '';
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isComplete) ask.mutate();
    else event.currentTarget.querySelectorAll('input')[code.trim() === '' ? 0 : 1]?.focus();
  };
  return (
    <form className={styles['enrolmentForm']} onSubmit={submit}>
      <p className={styles['lesson']}>{t('enrolment.lesson')}</p>
      <div className={styles['field']}>
        <label htmlFor={`${id}-code`}>{t('enrolment.code')}</label>
        <Input
          id={`${id}-code`}
          value={code}
          maxLength={60}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XX"
          aria-describedby={`${id}-code-hint`}
          onChange={event => {
            setCode(event.target.value);
          }}
        />
        <p className={styles['soft']} id={`${id}-code-hint`}>
          {t('enrolment.codeHint')}
        </p>
      </div>
      <div className={styles['field']}>
        <label htmlFor={`${id}-name`}>{t('enrolment.name')}</label>
        <Input
          id={`${id}-name`}
          value={name}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-name-hint`}
          onChange={event => {
            setName(event.target.value);
          }}
        />
        <p className={styles['soft']} id={`${id}-name-hint`}>
          {t('enrolment.nameHint')}
        </p>
      </div>
      <Button type="primary" htmlType="submit" block loading={ask.isPending}>
        {t('enrolment.ask')}
      </Button>
      <div className={styles['notice']}>
        <ErrorNotice error={ask.error} />
      </div>
    </form>
  );
}
