import { Button, Modal, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolumeId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { LooseFinder } from './loose-finder.tsx';
import type { LooseTarget } from './loose-target.ts';
import styles from './loose-targets.module.css';

type Props = { readonly draft: Draft; readonly targets: readonly LooseTarget[]; readonly onChange: (targets: readonly LooseTarget[]) => void };

/** 散材料: who else gets what lies on the desk. */
export function LooseTargets({ draft, targets, onChange }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const [isOpen, setIsOpen] = useState(false);
  const names = targets.length > 2 ? t('loose.more', { name: targets[0]?.name ?? '' }) : targets.map(({ name }) => name).join(' ');
  const close = (): void => { setIsOpen(false); };
  return (
    <>
      <Button size="small" className={styles['button'] ?? ''} title={targets.map(({ name }) => name).join(' ')} onClick={() => { setIsOpen(true); }}>
        {targets.length === 0 ? t('loose.open') : t('loose.chosen', { count: targets.length, names })}
      </Button>
      <Modal open={isOpen} width={720} title={t('loose.title')} onCancel={close} destroyOnHidden footer={<Button type="primary" onClick={close}>{t('loose.done')}</Button>}>
        <p className={styles['lesson']}>{t('loose.lesson')}</p>
        <LooseFinder taken={[draft.personId, ...targets.map(({ personId }) => personId)]} onFound={target => { onChange([...targets, target]); }} />
        <ul className={styles['list']} aria-label={t('loose.list')}>
          {targets.map(target => (
            <TargetLine
              key={target.personId}
              target={target}
              onVolume={volumeId => { onChange(targets.map(one => (one === target ? { ...one, volumeId } : one))); }}
              onRemove={() => { onChange(targets.filter(one => one !== target)); }}
            />
          ))}
          {targets.length === 0 ? <li className={styles['soft']}>{t('loose.nobody')}</li> : null}
        </ul>
      </Modal>
    </>
  );
}

type LineProps = { readonly target: LooseTarget; readonly onVolume: (volumeId: VolumeId) => void; readonly onRemove: () => void };

function TargetLine({ target, onVolume, onRemove }: LineProps): ReactElement {
  const { t } = useTranslation('scanning');
  const words = (kind: 'original' | 'duplicate', ordinal: number): string => t(`loose.kind.${kind}`, { ordinal });
  return (
    <li>
      <span>
        <strong>{target.name}</strong> <span className={styles['soft']}>{target.about}</span>
      </span>
      <Select size="small" aria-label={t('loose.volume')} value={target.volumeId} options={target.volumes.map(({ id, kind, ordinal }) => ({ value: id, label: words(kind, ordinal) }))} onChange={onVolume} />
      <Button size="small" type="text" aria-label={t('loose.remove', { name: target.name })} onClick={onRemove}>{t('loose.out')}</Button>
    </li>
  );
}
