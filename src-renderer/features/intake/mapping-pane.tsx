import { Button, Input, Select, Skeleton } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitMapping, XmlMapping } from '#shared/domain/xml-mapping';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { draftOf, readDraft, type MappingDraft } from './mapping-draft.ts';
import { TryMapping } from './try-mapping.tsx';
import styles from './mapping-pane.module.css';

/** XML 字段对照: how suppliers name what the data centre asks for; tried on a sample before it is kept. */
export function MappingPane({ mayChange }: { readonly mayChange: boolean }): ReactElement {
  const answer = useDesktopQuery('intake.listMappings', {});
  const [chosen, setChosen] = useState('');
  if (!answer.data) return answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton active={false} />;
  const { standard, mappings } = answer.data;
  const known = mappings.find(({ name }) => name === chosen) ?? null;
  return <OpenMapping key={`${chosen}/${String(known?.version)}`} start={known?.mapping ?? standard} mappings={mappings} known={known} mayChange={mayChange} onChoose={setChosen} />;
}

type Props = { readonly start: XmlMapping; readonly mappings: readonly UnitMapping[]; readonly known: UnitMapping | null; readonly mayChange: boolean; readonly onChoose: (name: string) => void };

function OpenMapping({ start, mappings, known, mayChange, onChoose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const knownName = known?.name ?? '';
  const [name, setName] = useState(knownName);
  const [text, setText] = useState(() => draftOf(start));
  const draft = readDraft(text);
  return (
    <div className={styles['pane']}>
      <section className={styles['edit']} aria-label={t('mapping.title')}>
        <Select aria-label={t('mapping.choose')} value={knownName} options={[{ value: '', label: t('mapping.add') }, ...mappings.map(one => ({ value: one.name, label: t('mapping.named', one) }))]} onChange={onChoose} />
        <p className={styles['about']}>{known ? t('mapping.since', { version: known.version, name: known.setBy, at: formatDateTime(known.setAt), reason: known.reason }) : t('mapping.new')}</p>
        <MappingFields name={name} text={text} draft={draft} isNameFixed={known !== null} isReadOnly={!mayChange} onName={setName} onText={setText} />
        {mayChange ? <SaveMapping name={name.trim()} version={known?.version ?? 0} draft={draft} isChanged={text !== draftOf(start)} onSaved={onChoose} /> : null}
      </section>
      <TryMapping mapping={draft.mapping} />
    </div>
  );
}

type FieldsProps = { readonly name: string; readonly text: string; readonly draft: MappingDraft; readonly isNameFixed: boolean; readonly isReadOnly: boolean; readonly onName: (name: string) => void; readonly onText: (text: string) => void };

function MappingFields({ name, text, draft, isNameFixed, isReadOnly, onName, onText }: FieldsProps): ReactElement {
  const { t } = useTranslation('intake');
  const id = useId();
  return (
    <>
      <FormField id={`${id}-name`} label={t('mapping.name')} hint={t('mapping.nameHint')}>
        <Input id={`${id}-name`} maxLength={40} autoComplete="off" aria-describedby={`${id}-name-hint`} disabled={isReadOnly || isNameFixed} value={name} onChange={event => { onName(event.target.value); }} />
      </FormField>
      <FormField id={`${id}-text`} label={t('mapping.text')} hint={draft.gap === null ? t('mapping.textHint') : t('mapping.gap', { place: draft.gap })}>
        <Input.TextArea id={`${id}-text`} className={styles['code'] ?? ''} rows={16} spellCheck={false} aria-describedby={`${id}-text-hint`} status={draft.gap === null ? '' : 'error'} readOnly={isReadOnly} value={text} onChange={event => { onText(event.target.value); }} />
      </FormField>
    </>
  );
}

type SaveProps = { readonly name: string; readonly version: number; readonly draft: MappingDraft; readonly isChanged: boolean; readonly onSaved: (name: string) => void };

function SaveMapping({ name, version, draft: { mapping }, isChanged, onSaved }: SaveProps): ReactElement {
  const { t } = useTranslation('intake');
  const [isAsking, setIsAsking] = useState(false);
  const setting = useAct('intake.setMapping', () => {
    setIsAsking(false);
    onSaved(name);
  });
  return (
    <>
      <Button disabled={mapping === null || name === '' || !isChanged} onClick={() => { setIsAsking(true); }}>{t('mapping.save')}</Button>
      <ReasonDialog
        isOpen={isAsking}
        consequence={t('mapping.consequence', { name })}
        texts={{ title: t('mapping.dialog'), reason: t('override.reason'), quick: t('override.quick'), reasons: t('mapping.reasons'), confirm: t('mapping.save') }}
        isPending={setting.isPending}
        error={setting.error}
        onConfirm={reason => { if (mapping) setting.mutate({ name, version, mapping, reason }); }}
        onClose={() => { setIsAsking(false); }}
      />
    </>
  );
}
