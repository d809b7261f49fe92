import { useState, type ReactElement, type ReactNode } from 'react';
import type { Secrecy } from '#shared/domain/secrecy';
import { KeptStateProvider } from '../ui/kept-state.tsx';
import { ShownSecrecyContext } from '../ui/secrecy.ts';
import { NavigationProvider } from './navigation-provider.tsx';
import type { Preferences } from './preferences.ts';
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

/** The one frame: tasks left, marks and state on top, one thing at a time in the middle. */
export function Frame({ tasks, children, isShown, ...bar }: Props): ReactElement {
  const [secrecy, setSecrecy] = useState<Secrecy | null>(null);
  return (
    <NavigationProvider start={tasks[0]?.place ?? { screen: 'roster' }}>
      <ShownSecrecyContext value={setSecrecy}>
        <div className={styles['frame']}>
          <TopBar secrecy={secrecy} {...bar} />
          <TaskList tasks={tasks} isActive={isShown} />
          <main className={styles['centre']} id="centre" tabIndex={-1}>
            <KeptStateProvider>{children}</KeptStateProvider>
          </main>
        </div>
      </ShownSecrecyContext>
    </NavigationProvider>
  );
}
