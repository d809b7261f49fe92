import { Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Medium, MediumState } from '#shared/domain/medium';
import { useAct } from '../../api/use-act.ts';
import { FieldPair, FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { emptyMove, moveGaps, type MoveDraft } from './medium-draft.ts';
import styles from './media.module.css';

type Props = { readonly medium: Medium; readonly to: MediumState; readonly onDone: (medium: Medium) => void; readonly onClose: () => void };

const longest: Readonly<Record<keyof MoveDraft, number>> = { handedBy: 60, receivedBy: 60, witness: 60, place: 100, cabinet: 40, note: 200 };

/** 交接, 归还, 封存, 销毁: who gave it to whom before which witness, and where. */
export function MoveForm({ medium, to, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('media');
  const id = useId();
  const [move, setMove] = useState(emptyMove);
  const moving = useAct('media.move', onDone);
  const gaps = moveGaps(move, to);
  const act = to === 'registered' ? 'received' : to; // nothing becomes registered again
  const text = (name: keyof MoveDraft, isFirst = false): ReactElement => (
    <FormField id={`${id}-${name}`} label={t(`move.${act}.${name}`)}>
      <Input id={`${id}-${name}`} autoFocus={isFirst} autoComplete="off" maxLength={longest[name]} value={move[name]} onChange={event => { setMove({ ...move, [name]: event.target.value }); }} />
    </FormField>
  );
  return (
    <FormFrame
      title={t(`move.${act}.title`)}
      lead={t('move.lead', { number: medium.number, contents: medium.contents })}
      submit={t(`move.${act}.submit`)}
      canSubmit={gaps.length === 0}
      isPending={moving.isPending}
      error={moving.error}
      state={gaps.length === 0 ? t('move.ready') : t('gaps', { fields: gaps.map(gap => t(`move.${act}.${gap}`)).join(t('separator')) })}
      onSubmit={() => { moving.mutate({ ...move, id: medium.id, to }); }}
      onClose={onClose}
    >
      <p className={to === 'destroyed' ? styles['grave'] : styles['lesson']}>{t(`move.${act}.lesson`)}</p>
      <FieldPair>
        {text('handedBy', true)}
        {text('receivedBy')}
      </FieldPair>
      <FieldPair>
        {text('witness')}
        {text('place')}
      </FieldPair>
      {to === 'sealed' ? text('cabinet') : null}
      {text('note')}
    </FormFrame>
  );
}
