import { Button, Radio, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediumId } from '#shared/domain/ids';
import type { Medium } from '#shared/domain/medium';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { BatchDraft } from './new-batch.ts';
import styles from './intake.module.css';

type Props = { readonly id: string; readonly value: BatchDraft['medium']; readonly onChange: (medium: BatchDraft['medium']) => void; readonly onRegister: () => void };

const searchRestMs = 120;

/** Which carrier this came on: one that was received; or a new one, registered right here; or none. */
export function MediumField({ id, value, onChange, onRegister }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim(), searchRestMs);
  const list = useDesktopQuery('media.list', { query, state: 'received' }, { keepPrevious: true });
  const isOn = value !== 'none';
  const options = useOptions(list.data?.items ?? [], isOn ? value : null);
  return (
    <fieldset className={styles['choices']}>
      <legend>{t('column.medium')}</legend>
      <Radio.Group value={isOn ? 'medium' : 'none'} onChange={event => { onChange(event.target.value === 'none' ? 'none' : null); }}>
        <Radio value="medium">{t('medium.on')}</Radio>
        <Radio value="none">{t('medium.none')}</Radio>
      </Radio.Group>
      {isOn ? (
        <div className={styles['inline']}>
          <Select<MediumId>
            id={id}
            className={styles['grow'] ?? ''}
            aria-label={t('medium.choose')}
            virtual={false}
            placeholder={t('medium.choose')}
            showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
            notFoundContent={<p className={styles['soft']}>{t('medium.nothing')}</p>}
            {...(value === null ? {} : { value })}
            options={options}
            onChange={onChange}
          />
          <Button onClick={onRegister}>{t('medium.register')}</Button>
        </div>
      ) : null}
      <p className={styles['soft']}>{t(isOn ? 'medium.lesson' : 'medium.noneLesson')}</p>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
    </fieldset>
  );
}

/** The chosen one keeps its words, also when it is too new for the list or was found by another search. */
function useOptions(listed: readonly Medium[], chosen: MediumId | null): { readonly value: MediumId; readonly label: string }[] {
  const isListed = chosen === null || listed.some(({ id }) => id === chosen);
  const own = useDesktopQuery('media.get', { id: chosen ?? '' }, { isEnabled: !isListed });
  const options = listed.map(medium => ({ value: medium.id, label: wordsOf(medium) }));
  return isListed ? options : [{ value: chosen, label: own.data ? wordsOf(own.data) : '…' }, ...options];
}

const wordsOf = ({ number, contents }: Medium): string => `${number}　${contents}`;
