import { PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { Draft } from '#shared/domain/scanning';
import { formatKey } from '../../ui/key-hints.tsx';
import type { Desk } from './desk.ts';
import { shownKeyOf } from './desk-keys.ts';
import { materialPages } from './material-pages.ts';
import styles from './material-strip.module.css';

/** `ready` can be filed as it is, `open` lacks something. */
export type MaterialState = 'empty' | 'scanning' | 'open' | 'ready' | 'filing' | 'failed';

/** The materials of this volume on the desk, each with its state. Pages are dropped on one to go there. */
export function MaterialStrip({ desk }: { readonly desk: Desk }): ReactElement {
  const { t } = useTranslation('scanning');
  const { drafts, draft, deeds } = desk;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [draft.id, drafts.length]);
  return (
    <div className={styles['strip']}>
      <div ref={list} className={styles['list']} role="tablist" aria-label={t('materials.label')}>
        {drafts.map((each, index) => <MaterialTab key={each.id} desk={desk} draft={each} number={index + 1} />)}
      </div>
      <Tooltip title={`${t('keys.act.newMaterial')} (${formatKey(shownKeyOf('newMaterial'))})`}>
        <Button type="text" size="small" icon={<PlusOutlined />} aria-label={t('keys.act.newMaterial')} onClick={deeds.newMaterial} />
      </Tooltip>
    </div>
  );
}

type TabProps = { readonly desk: Desk; readonly draft: Draft; readonly number: number };

function MaterialTab({ desk, draft, number }: TabProps): ReactElement {
  const { t } = useTranslation('scanning');
  const isChosen = draft.id === desk.draft.id;
  const state = stateOf(desk, draft);
  const row = desk.rows.get(draft.id);
  const place = row?.classCode != null && row.sequence !== null ? formatMaterialNumber(row.classCode, row.sequence) : String(number);
  const name = row?.name.trim() ?? '';
  return (
    <button
      type="button"
      role="tab"
      className={styles['tab']}
      aria-selected={isChosen}
      tabIndex={isChosen ? 0 : -1}
      data-state={state}
      title={t(`materials.state.${state}`)}
      onClick={() => { desk.choose(draft.id); }}
      onDragOver={event => { if (!isChosen) event.preventDefault(); }}
      onDrop={event => {
        event.preventDefault();
        if (!isChosen && desk.pages.selection.chosen.length > 0) desk.acts.moveInto(desk.pages.selection.chosen, draft.id);
      }}
    >
      <span className={styles['mark']} aria-hidden="true" />
      <span className={styles['place']}>{place}</span>
      <span className={styles['name']} data-is-unnamed={name === ''}>{name === '' ? t('unfiled.unnamed') : name}</span>
      <span className={styles['pages']}>{t('unfiled.pages', { count: materialPages(draft).length })}</span>
      <span className="visually-hidden">{t(`materials.state.${state}`)}</span>
    </button>
  );
}

function stateOf(desk: Desk, draft: Draft): MaterialState {
  const filing = desk.filing.stateOf(draft);
  if (filing) return filing.kind === 'running' ? 'filing' : 'failed';
  const obstacles = desk.obstaclesOf(draft);
  if (obstacles.includes('scanning')) return 'scanning';
  if (materialPages(draft).length === 0) return 'empty';
  return obstacles.length === 0 ? 'ready' : 'open';
}
