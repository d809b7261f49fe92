import { Drawer } from 'antd';
import { useRef, type ReactElement, type ReactNode } from 'react';
import styles from './panel-drawer.module.css';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly size: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

const firstField = 'form input:not([type=radio]):not([type=checkbox]):not([disabled])';

/** A drawer for a panel that also stands beside lists: with its own header, its own scrolling, its own margins. Escape closes. */
export function PanelDrawer({ isOpen, title, size, onClose, children }: Props): ReactElement {
  const panel = useRef<HTMLElement>(null);
  // The drawer takes the focus for itself once it is open; whoever opened a form wants to type.
  const focusField = (isNowOpen: boolean): void => {
    if (isNowOpen) panel.current?.querySelector<HTMLElement>(firstField)?.focus();
  };
  return (
    <Drawer open={isOpen} size={size} title={title} onClose={onClose} afterOpenChange={focusField} classNames={{ body: styles['body'] ?? '' }} destroyOnHidden>
      <section ref={panel} className={styles['panel']} aria-label={title}>
        {children}
      </section>
    </Drawer>
  );
}
