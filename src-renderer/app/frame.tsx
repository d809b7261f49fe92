import { useState, type ReactElement, type ReactNode } from 'react';
import type { Secrecy } from '#shared/domain/secrecy';
import { ConfirmDialog } from '../features/session/index.ts';
import { KeptStateProvider } from '../ui/kept-state.tsx';
import { KeyHints } from '../ui/key-hints.tsx';
import { ShownSecrecyContext } from '../ui/secrecy.ts';
import { Layers } from './layers.tsx';
import { NavigationProvider } from './navigation-provider.tsx';
import type { Preferences } from './preferences.ts';
import { ScreenBoundary } from './screen-boundary.tsx';
import { TaskList } from './task-list.tsx';
import type { Task } from './tasks.ts';
import { TopBar } from './top-bar.tsx';
import styles from './workplace.module.css';

export type WorkplaceProps = {
  readonly preferences: Preferences;
  readonly onPreferencesChange: (preferences: Preferences) => void;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
  readonly isShown: boolean;
};

type Props = WorkplaceProps & {
  readonly tasks: readonly Task[];
  /** In everybody's bar, when something is wrong. */
  readonly alarms: ReactNode;
  /** The one thing in the middle. */
  readonly children: ReactNode;
};

/** The one frame: tasks left, marks and state on top, one thing at a time in the middle; its dialogs and keys with it. */
export function Frame({ tasks, children, isShown, ...bar }: Props): ReactElement {
  const [secrecy, setSecrecy] = useState<Secrecy | null>(null);
  return (
    <Layers>
      <NavigationProvider start={tasks[0]?.place ?? { screen: 'roster' }}>
        <ShownSecrecyContext value={setSecrecy}>
          <div className={styles['frame']}>
            <TopBar secrecy={secrecy} {...bar} />
            <TaskList tasks={tasks} isActive={isShown} />
            <main className={styles['centre']} id="centre" tabIndex={-1}>
              <KeptStateProvider><ScreenBoundary>{children}</ScreenBoundary></KeptStateProvider>
            </main>
          </div>
        </ShownSecrecyContext>
      </NavigationProvider>
      <KeyHints />
      <ConfirmDialog />
    </Layers>
  );
}
