import { Drawer } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import styles from './panel-drawer.module.css';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly size: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A drawer for a panel that also stands beside lists: with its own header, its own scrolling, its own margins. Escape closes. */
export function PanelDrawer({ isOpen, title, size, onClose, children }: Props): ReactElement {
  return (
    <Drawer open={isOpen} size={size} title={title} onClose={onClose} classNames={{ body: styles['body'] ?? '' }} destroyOnHidden>
      <section className={styles['panel']} aria-label={title}>
        {children}
      </section>
    </Drawer>
  );
}
