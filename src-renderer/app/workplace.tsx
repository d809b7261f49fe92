import type { ReactElement } from 'react';
import type { Role } from '#shared/domain/account';
import { useDesktopQuery } from '../api/desktop.ts';
import { FormSlotContext } from '../api/form-slot.ts';
import { useSignedIn } from '../api/signed-in.ts';
import { LogAlarm, StorageAlarm } from '../features/audit/index.ts';
import { FormDialog } from '../features/forms/index.ts';
import { RefusedFiles } from '../features/scanning/index.ts';
import { Barcodes } from './barcodes.tsx';
import { Frame, type WorkplaceProps } from './frame.tsx';
import { Screen } from './screens.tsx';
import { tasksFor } from './tasks.ts';

/** 档案端: all tasks, all screens. */
export function Workplace(props: WorkplaceProps): ReactElement {
  const { account } = useSignedIn();
  const tasks = tasksFor(account.roles, useIsOnRoute(account.roles));
  return (
    <Frame {...props} tasks={tasks} alarms={<><LogAlarm /><StorageAlarm /></>}>
      <Barcodes />
      <RefusedFiles />
      <FormSlotContext value={FormDialog}>
        <Screen hasTask={tasks.length > 0} />
      </FormSlotContext>
    </Frame>
  );
}

const refetchMs = 15_000;

/** Whether a route of approval leads requests to an archivist; asked for no other role. */
function useIsOnRoute(roles: readonly Role[]): boolean {
  return useDesktopQuery('requests.duties', {}, { isEnabled: tasksFor(roles, true).length > tasksFor(roles).length, refetchMs }).data?.decides ?? false;
}
