import { Checkbox, Input } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ScannerPlaceId } from '#shared/domain/scanner-place';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import { FormField } from '../../ui/form-field.tsx';
import { FormFrame } from '../../ui/form-frame.tsx';
import { AnnouncedScanners } from './announced-scanners.tsx';
import styles from './device-options.module.css';

type Props = { readonly onDone: (sentence: string) => void; readonly onClose: () => void };

/** Typed, asked, looked at, and only then kept: over https the certificate that was compared is the one that is believed. */
export function NetworkPlaceForm({ onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isPlain, setIsPlain] = useState(false);
  const [name, setName] = useState('');
  const probing = useAct('scannerPlaces.probe', found => { setName(found.model.slice(0, 60)); });
  const saving = useAct('scannerPlaces.save', (_answer, { place }) => { onDone(t('places.added', { name: place.name })); });
  const found = probing.data;
  const address = typed.includes('://') ? typed : `${isPlain ? 'http' : 'https'}://${typed.trim()}`;
  const save = (): void => {
    if (found) saving.mutate({ place: { id: ScannerPlaceId.parse(crypto.randomUUID()), kind: 'network', name, address: found.address, certificate: found.certificate } });
  };
  return (
    <FormFrame
      title={t('places.addNetwork')}
      lead={t('places.addressHint')}
      submit={t('places.add')}
      canSubmit={found !== undefined && name.trim() !== ''}
      isPending={saving.isPending}
      error={saving.error}
      state={found ? t('places.found', { model: found.model }) : ''}
      onSubmit={save}
      onClose={onClose}
    >
      <AnnouncedScanners
        onTake={taken => {
          setTyped(taken);
          setIsPlain(taken.startsWith('http:'));
          probing.mutate({ address: taken });
        }}
      />
      <FormField id={`${id}-address`} label={t('places.address')}>
        <Input.Search
          id={`${id}-address`}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          enterButton={t('places.ask')}
          loading={probing.isPending}
          onChange={event => { setTyped(event.target.value); probing.reset(); }}
          onSearch={() => { if (typed.trim() !== '') probing.mutate({ address }); }}
        />
      </FormField>
      <Checkbox checked={isPlain} onChange={event => { setIsPlain(event.target.checked); probing.reset(); }}>
        {t('places.plain')} <span className={styles['lesson']}>{t('places.plainMeaning')}</span>
      </Checkbox>
      <ErrorNotice error={probing.error} />
      {found?.certificate == null ? null : (
        <div>
          <p>{t('places.fingerprint')}</p>
          <p className={styles['digits']}>{groupFingerprint(found.certificate).join(' ')}</p>
          <p className={styles['lesson']}>{t('places.compare')}</p>
        </div>
      )}
      {found ? (
        <FormField id={`${id}-name`} label={t('places.name')}>
          <Input id={`${id}-name`} autoComplete="off" maxLength={60} value={name} onChange={event => { setName(event.target.value); }} />
        </FormField>
      ) : null}
    </FormFrame>
  );
}
