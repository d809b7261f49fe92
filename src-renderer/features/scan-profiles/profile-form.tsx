import { Button, Checkbox, Input, Popconfirm, Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PaperId, ProfileSource, ScanProfileId, type ScanProfile, type ScanProfileContent } from '#shared/domain/scan-profile';
import { ModeKind } from '#shared/domain/scanning';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FieldPair, FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { UnitField } from '../../ui/unit-field.tsx';
import { OptionList } from './option-list.tsx';
import { useProfileName } from './profile-columns.tsx';
import { contentOf, emptyContent } from './profile-draft.ts';
import styles from './scan-profiles.module.css';
import { StepSwitches } from './step-switches.tsx';

type Props = { readonly profile: ScanProfile | undefined; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

const resolutions = [150, 200, 300, 400, 600];

/** One profile: what is asked of the device, what is done to the pages, and whether the desk may change it. */
export function ProfileForm({ profile, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const nameOf = useProfileName();
  const [newId] = useState(() => ScanProfileId.parse(crypto.randomUUID()));
  const [content, setContent] = useState<ScanProfileContent>(() => (profile ? contentOf(profile, nameOf(profile)) : emptyContent));
  const saving = useAct('scanProfiles.save', ({ name }) => { onDone(t('done.saved', { name })); });
  const change = (part: Partial<ScanProfileContent>): void => { setContent({ ...content, ...part }); };
  const isNamed = content.name.trim() !== '';
  return (
    <FormFrame
      title={profile ? nameOf(profile) : t('add')}
      lead={t('form.lead')}
      submit={t('form.submit')}
      canSubmit={isNamed}
      isPending={saving.isPending}
      error={saving.error}
      state={isNamed ? t('form.ready') : t('form.nameMissing')}
      onSubmit={() => { saving.mutate({ id: profile?.id ?? newId, version: profile?.version ?? null, content }); }}
      onClose={onClose}
    >
      <Scope content={content} onChange={change} />
      <DeviceFields content={content} onChange={change} />
      <Checkbox checked={content.isLocked} onChange={event => { change({ isLocked: event.target.checked }); }}>
        {t('form.lock')} <span className={styles['meaning']}>{t('form.lockMeaning')}</span>
      </Checkbox>
      <Checkbox checked={content.isButtonWatched} onChange={event => { change({ isButtonWatched: event.target.checked }); }}>
        {t('form.button')} <span className={styles['meaning']}>{t('form.buttonMeaning')}</span>
      </Checkbox>
      <StepSwitches steps={content.steps} onChange={steps => { change({ steps }); }} />
      <OptionList options={content.deviceOptions} onChange={deviceOptions => { change({ deviceOptions }); }} />
      {profile ? <RemoveProfile profile={profile} name={nameOf(profile)} onDone={onDone} /> : null}
    </FormFrame>
  );
}

type FieldsProps = { readonly content: ScanProfileContent; readonly onChange: (part: Partial<ScanProfileContent>) => void };

function Scope({ content, onChange }: FieldsProps): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const id = useId();
  const units = useDesktopQuery('units.list', {});
  return (
    <FieldPair>
      <FormField id={`${id}-name`} label={t('column.name')}>
        <Input id={`${id}-name`} autoComplete="off" maxLength={40} value={content.name} onChange={event => { onChange({ name: event.target.value }); }} />
      </FormField>
      <FormField id={`${id}-unit`} label={t('column.unit')} hint={t('form.unitHint')}>
        <UnitField id={`${id}-unit`} label={t('forAll')} units={units.data?.units ?? []} value={content.unitId} onChange={unitId => { onChange({ unitId }); }} />
      </FormField>
    </FieldPair>
  );
}

function DeviceFields({ content, onChange }: FieldsProps): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  return (
    <>
      <FieldPair>
        <FormField id={`${id}-source`} label={t('scanner.source')}>
          <Select id={`${id}-source`} value={content.source} options={ProfileSource.options.map(value => ({ value, label: t(`scanner.sourceKind.${value}`) }))} onChange={source => { onChange({ source }); }} />
        </FormField>
        <FormField id={`${id}-mode`} label={t('scanner.mode')}>
          <Select id={`${id}-mode`} value={content.mode} options={ModeKind.options.map(value => ({ value, label: t(`scanner.modeKind.${value}`) }))} onChange={mode => { onChange({ mode }); }} />
        </FormField>
      </FieldPair>
      <FieldPair>
        <FormField id={`${id}-dpi`} label={t('scanner.resolution')}>
          <Select id={`${id}-dpi`} value={content.resolutionDpi} options={resolutions.map(dpi => ({ value: dpi, label: t('scanner.dpi', { dpi }) }))} onChange={resolutionDpi => { onChange({ resolutionDpi }); }} />
        </FormField>
        <FormField id={`${id}-paper`} label={t('scanner.paper')}>
          <Select id={`${id}-paper`} value={content.paper} options={PaperId.options.map(value => ({ value, label: t(`scanner.paperName.${value}`) }))} onChange={paper => { onChange({ paper }); }} />
        </FormField>
      </FieldPair>
    </>
  );
}

/** Off the list at every terminal; what was scanned by it stays as it is. */
function RemoveProfile({ profile, name, onDone }: { readonly profile: ScanProfile; readonly name: string; readonly onDone: (sentence: string) => void }): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const removing = useAct('scanProfiles.remove', () => { onDone(t('done.removed', { name })); });
  const { id, version, changedBy, changedAt } = profile;
  return (
    <div className={styles['remove']}>
      <span className={styles['meaning']}>{changedBy === null || changedAt === null ? t('form.cameWith') : t('form.changed', { name: changedBy, date: changedAt.slice(0, 10) })}</span>
      <Popconfirm title={t('remove.question', { name })} description={t('remove.consequence')} okText={t('remove.confirm')} onConfirm={() => { removing.mutate({ id, version }); }}>
        <Button loading={removing.isPending}>{t('remove.act')}</Button>
      </Popconfirm>
      <ErrorNotice error={removing.error} />
    </div>
  );
}
