import type { ReactElement } from 'react';
import { useSignedIn } from '../../api/signed-in.ts';
import { LogAlarm } from '../../features/audit/index.ts';
import { Frame, type WorkplaceProps } from '../frame.tsx';
import { queryTasksFor } from '../tasks.ts';
import { QueryScreen } from './screens.tsx';

/** 查询端: find, apply, read, print. */
export function QueryWorkplace(props: WorkplaceProps): ReactElement {
  const tasks = queryTasksFor(useSignedIn().account.roles);
  return (
    <Frame {...props} tasks={tasks} alarms={<LogAlarm />}>
      <QueryScreen hasTask={tasks.length > 0} />
    </Frame>
  );
}
