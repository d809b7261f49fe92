import { Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './key-hints.module.css';
import type { KeyLayer } from './key-registry.ts';
import { useKeyRegistry, useKeys } from './keys.tsx';

const symbols: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
};

export function formatKey(name: string): string {
  return name
    .split(/(?<=.)\+/)
    .map(part => symbols[part] ?? part)
    .join(' + ');
}

/** The overlay of `?`: every shortcut that works here and now. */
export function KeyHints(): ReactElement {
  const { t } = useTranslation();
  const registry = useKeyRegistry();
  const [layers, setLayers] = useState<readonly KeyLayer[] | null>(null);
  const show = (): void => {
    setLayers(registry.list());
  };
  const hide = (): void => {
    setLayers(null);
  };
  useKeys(t('keys.everywhere'), [{ keys: ['?', '？'], label: t('keys.show'), run: show }], { isInDialog: true });
  return (
    <Modal open={layers !== null} title={t('keys.title')} footer={null} onCancel={hide} width="min(1180px, 94vw)" destroyOnHidden>
      <div className={styles['groups']} tabIndex={0} role="group" aria-label={t('keys.title')}>
        <div className={styles['columns']}>
          {layers?.map(({ group, shortcuts }) => (
            <section key={group}>
              <h2 className={styles['group']}>{group}</h2>
              <dl className={styles['list']}>
                {shortcuts.map(({ keys, label }) => (
                  <div className={styles['row']} key={label}>
                    <dt>{label}</dt>
                    <dd>
                      <kbd>{formatKey(keys[0] ?? '')}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Modal>
  );
}
