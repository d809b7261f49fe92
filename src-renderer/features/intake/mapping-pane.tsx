import { Button, Input, Select, Skeleton } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { maxSampleCharacters, type UnitMapping, type XmlMapping } from '#shared/domain/xml-mapping';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { draftOf, readDraft } from './mapping-draft.ts';
import { MappingPreview } from './mapping-preview.tsx';
import styles from './mapping-pane.module.css';

/** XML 字段对照: how suppliers name what the data centre asks for; tried on a sample before it is kept. */
export function MappingPane({ mayChange }: { readonly mayChange: boolean }): ReactElement {
  const answer = useDesktopQuery('intake.listMappings', {});
  const [chosen, setChosen] = useState('');
  if (!answer.data) return answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton active={false} />;
  const { standard, mappings } = answer.data;
  const known = mappings.find(({ name }) => name === chosen);
  return <OpenMapping key={`${chosen}/${String(known?.version ?? 0)}`} standard={standard} mappings={mappings} known={known} mayChange={mayChange} onChoose={setChosen} />;
}

type Props = { readonly standard: XmlMapping; readonly mappings: readonly UnitMapping[]; readonly known: UnitMapping | undefined; readonly mayChange: boolean; readonly onChoose: (name: string) => void };

function OpenMapping({ standard, mappings, known, mayChange, onChoose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const id = useId();
  const [name, setName] = useState(known?.name ?? '');
  const [text, setText] = useState(() => draftOf(known?.mapping ?? standard));
  const [sample, setSample] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const trying = useAct('intake.tryMapping');
  const setting = useAct('intake.setMapping', () => { setIsAsking(false); onChoose(name.trim()); });
  const draft = readDraft(text);
  const canSave = mayChange && draft.mapping !== null && name.trim() !== '' && text !== draftOf(known?.mapping ?? standard);
  const about = known ? t('mapping.since', { version: known.version, name: known.setBy, at: formatDateTime(known.setAt), reason: known.reason }) : t('mapping.new');
  const tryIt = (): void => { if (draft.mapping && sample.trim() !== '') trying.mutate({ mapping: draft.mapping, sample }); };
  const save = (reason: string): void => { if (draft.mapping) setting.mutate({ name: name.trim(), version: known?.version ?? 0, mapping: draft.mapping, reason }); };
  return (
    <div className={styles['pane']}>
      <section className={styles['edit']} aria-label={t('mapping.title')}>
        <Select aria-label={t('mapping.choose')} value={known?.name ?? ''} options={[{ value: '', label: t('mapping.add') }, ...mappings.map(one => ({ value: one.name, label: t('mapping.named', one) }))]} onChange={onChoose} />
        <p className={styles['about']}>{about}</p>
        <FormField id={`${id}-name`} label={t('mapping.name')} hint={t('mapping.nameHint')}>
          <Input id={`${id}-name`} maxLength={40} autoComplete="off" aria-describedby={`${id}-name-hint`} disabled={!mayChange || known !== undefined} value={name} onChange={event => { setName(event.target.value); }} />
        </FormField>
        <FormField id={`${id}-text`} label={t('mapping.text')} hint={draft.gap === null ? t('mapping.textHint') : t('mapping.gap', { place: draft.gap })}>
          <Input.TextArea id={`${id}-text`} className={styles['code'] ?? ''} rows={16} spellCheck={false} aria-describedby={`${id}-text-hint`} status={draft.gap === null ? '' : 'error'} readOnly={!mayChange} value={text} onChange={event => { setText(event.target.value); }} />
        </FormField>
        {mayChange ? <Button disabled={!canSave} onClick={() => { setIsAsking(true); }}>{t('mapping.save')}</Button> : null}
      </section>
      <section className={styles['try']} aria-label={t('mapping.try')}>
        <FormField id={`${id}-sample`} label={t('mapping.sample')} hint={t('mapping.sampleHint')}>
          <Input.TextArea id={`${id}-sample`} className={styles['code'] ?? ''} rows={8} spellCheck={false} maxLength={maxSampleCharacters} aria-describedby={`${id}-sample-hint`} value={sample} onChange={event => { setSample(event.target.value); }} />
        </FormField>
        <Button loading={trying.isPending} disabled={draft.mapping === null || sample.trim() === ''} onClick={tryIt}>{t('mapping.tryIt')}</Button>
        <ErrorNotice error={trying.error} />
        {trying.data ? <MappingPreview preview={trying.data} /> : null}
      </section>
      <ReasonDialog
        isOpen={isAsking}
        consequence={t('mapping.consequence', { name: name.trim() })}
        texts={{ title: t('mapping.dialog'), reason: t('override.reason'), quick: t('override.quick'), reasons: t('mapping.reasons'), confirm: t('mapping.save') }}
        isPending={setting.isPending}
        error={setting.error}
        onConfirm={save}
        onClose={() => { setIsAsking(false); }}
      />
    </div>
  );
}
