import { Input, Radio } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ScannerPlaceId, type FolderPlace } from '#shared/domain/scanner-place';
import { useAct } from '../../api/use-act.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import styles from './device-options.module.css';

type Props = { readonly onDone: (sentence: string) => void; readonly onClose: () => void };
type Draft = Pick<FolderPlace, 'name' | 'path' | 'order' | 'afterwards'>;

/** Nothing is removed from the folder unless somebody chose that here and read what it means. */
export function FolderPlaceForm({ onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  const [draft, setDraft] = useState<Draft>({ name: '', path: '', order: 'name', afterwards: 'keep' });
  const saving = useAct('scannerPlaces.save', (_answer, { place }) => { onDone(t('places.added', { name: place.name })); });
  const change = (part: Partial<Draft>): void => { setDraft({ ...draft, ...part }); };
  const path = draft.path.trim().replace(/\/+$/, '');
  return (
    <FormFrame
      title={t('places.addFolder')}
      lead={t('places.pathHint')}
      submit={t('places.add')}
      canSubmit={draft.name.trim() !== '' && path.length > 1 && path.startsWith('/')}
      isPending={saving.isPending}
      error={saving.error}
      state=""
      onSubmit={() => { saving.mutate({ place: { ...draft, path, id: ScannerPlaceId.parse(crypto.randomUUID()), kind: 'folder' } }); }}
      onClose={onClose}
    >
      <FormField id={`${id}-name`} label={t('places.name')}>
        <Input id={`${id}-name`} autoComplete="off" maxLength={60} value={draft.name} onChange={event => { change({ name: event.target.value }); }} />
      </FormField>
      <FormField id={`${id}-path`} label={t('places.path')}>
        <Input id={`${id}-path`} autoComplete="off" spellCheck={false} maxLength={1000} value={draft.path} onChange={event => { change({ path: event.target.value }); }} />
      </FormField>
      <div className={styles['choice']} role="group" aria-labelledby={`${id}-order`}>
        <span id={`${id}-order`}>{t('places.order')}</span>
        <Radio.Group
          value={draft.order}
          onChange={event => { change({ order: event.target.value === 'time' ? 'time' : 'name' }); }}
          options={[{ value: 'name', label: t('places.orderName') }, { value: 'time', label: t('places.orderTime') }]}
        />
      </div>
      <div className={styles['choice']} role="group" aria-labelledby={`${id}-afterwards`}>
        <span id={`${id}-afterwards`}>{t('places.afterwards')}</span>
        <Radio.Group value={draft.afterwards} onChange={event => { change({ afterwards: event.target.value === 'remove' ? 'remove' : 'keep' }); }}>
          <Radio value="keep">{t('places.keep')} <span className={styles['lesson']}>{t('places.keepMeaning')}</span></Radio>
          <Radio value="remove">{t('places.removeFile')} <span className={styles['lesson']}>{t('places.removeMeaning')}</span></Radio>
        </Radio.Group>
      </div>
    </FormFrame>
  );
}
