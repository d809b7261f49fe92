import { ConfigProvider } from 'antd';
import { useRef, type ReactElement, type ReactNode } from 'react';
import styles from './layers.module.css';

/**
 * Dialogs, drawers and lists open inside the work they belong to, not at the end of the document: a locked screen hides them
 * with it. (A container other than the body also keeps Ant Design from adding a scroll lock, which the policy refuses.)
 */
export function Layers({ children }: { readonly children: ReactNode }): ReactElement {
  const container = useRef<HTMLDivElement>(null);
  // Lists and calendars open inside the dialog or the landmark that they belong to, where screen readers look for them.
  const findPlace = (trigger?: HTMLElement): HTMLElement =>
    trigger?.closest<HTMLElement>('[role=dialog], main, header') ?? container.current ?? document.body;
  return (
    <ConfigProvider getPopupContainer={findPlace}>
      {children}
      <div ref={container} className={styles['layers']} />
    </ConfigProvider>
  );
}
