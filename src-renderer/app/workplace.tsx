import { useState, type ReactElement } from 'react';
import type { Role } from '#shared/domain/account';
import type { Secrecy } from '#shared/domain/secrecy';
import { useDesktopQuery } from '../api/desktop.ts';
import { useSignedIn } from '../api/signed-in.ts';
import { KeptStateProvider } from '../ui/kept-state.tsx';
import { ShownSecrecyContext } from '../ui/secrecy.ts';
import { RefusedFiles } from '../features/scanning/index.ts';
import { Barcodes } from './barcodes.tsx';
import { NavigationProvider } from './navigation-provider.tsx';
import type { Preferences } from './preferences.ts';
import { Screen } from './screens.tsx';
import { TaskList } from './task-list.tsx';
import { tasksFor } from './tasks.ts';
import { TopBar } from './top-bar.tsx';
import styles from './workplace.module.css';

type Props = {
  readonly preferences: Preferences;
  readonly onPreferencesChange: (preferences: Preferences) => void;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
  readonly isShown: boolean;
};

/** The one frame: tasks left, marks and state on top, one thing at a time in the middle. */
export function Workplace({ isShown, ...bar }: Props): ReactElement {
  const { account } = useSignedIn();
  const tasks = tasksFor(account.roles, useIsOnRoute(account.roles));
  const [secrecy, setSecrecy] = useState<Secrecy | null>(null);
  return (
    <NavigationProvider start={tasks[0]?.place ?? { screen: 'roster' }}>
      <ShownSecrecyContext value={setSecrecy}>
        <div className={styles['frame']}>
          <TopBar secrecy={secrecy} {...bar} />
          <TaskList tasks={tasks} isActive={isShown} />
          <main className={styles['centre']} id="centre" tabIndex={-1}>
            <Barcodes />
            <RefusedFiles />
            <KeptStateProvider>
              <Screen hasTask={tasks.length > 0} />
            </KeptStateProvider>
          </main>
        </div>
      </ShownSecrecyContext>
    </NavigationProvider>
  );
}

const refetchMs = 15_000;

/** Whether a route of approval leads requests to an archivist; asked for no other role. */
function useIsOnRoute(roles: readonly Role[]): boolean {
  return useDesktopQuery('requests.duties', {}, { isEnabled: tasksFor(roles, true).length > tasksFor(roles).length, refetchMs }).data?.decides ?? false;
}
