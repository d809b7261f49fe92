import { SearchOutlined } from '@ant-design/icons';
import { Button, Input, Select, type InputRef } from 'antd';
import type { ReactElement, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonStatus } from '#shared/domain/person';
import { useDesktopQuery } from '../../api/desktop.ts';
import { UnitField } from '../../ui/unit-field.tsx';
import { hasFilters, narrow, openQuestion, type RosterQuestion } from './roster-question.ts';
import styles from './roster.module.css';

type Props = {
  readonly question: RosterQuestion;
  readonly onChange: (question: RosterQuestion) => void;
  readonly box: RefObject<InputRef | null>;
  /** ↓ in the search box goes to the list. */
  readonly onDown: () => void;
};

/** One box for everything that is known of a person, and three filters. */
export function RosterFilters({ question, onChange, box, onDown }: Props): ReactElement {
  const { t } = useTranslation('roster');
  const units = useDesktopQuery('units.list', {});
  return (
    <search className={styles['filters']}>
      <Input
        ref={box}
        className={styles['box'] ?? ''}
        prefix={<SearchOutlined />}
        aria-label={t('search.label')}
        aria-describedby="roster-hint"
        placeholder={t('search.placeholder')}
        maxLength={60}
        allowClear
        autoFocus
        value={question.query}
        onChange={event => {
          onChange(narrow(question, { query: event.target.value }));
        }}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onDown();
        }}
      />
      <UnitField
        className={styles['unit'] ?? ''}
        label={t('filter.unit')}
        units={units.data?.units ?? []}
        value={question.unitId}
        onChange={unitId => {
          onChange(narrow(question, { unitId }));
        }}
      />
      <Select
        className={styles['status'] ?? ''}
        aria-label={t('filter.status')}
        placeholder={t('filter.status')}
        allowClear
        value={question.status}
        options={PersonStatus.options.map(value => ({ value, label: t(`status.${value}`) }))}
        onChange={(value: PersonStatus | undefined) => {
          onChange(narrow(question, { status: value ?? null }));
        }}
      />
      <Select
        className={styles['status'] ?? ''}
        aria-label={t('filter.hasVolume')}
        placeholder={t('filter.hasVolume')}
        allowClear
        value={question.hasVolume}
        options={[true, false].map(value => ({ value, label: t(value ? 'filter.withVolume' : 'filter.withoutVolume') }))}
        onChange={(value: boolean | undefined) => {
          onChange(narrow(question, { hasVolume: value ?? null }));
        }}
      />
      <Button
        type="text"
        disabled={!hasFilters(question) && question.query === ''}
        onClick={() => {
          onChange(openQuestion);
          box.current?.focus();
        }}
      >
        {t('filter.clear')}
      </Button>
      <p className={styles['hint']} id="roster-hint">
        {t('search.hint')}
      </p>
    </search>
  );
}
