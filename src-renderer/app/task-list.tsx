import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../ui/keys.tsx';
import { useNavigation } from '../ui/place.ts';
import { taskOf, type Task } from './tasks.ts';
import styles from './workplace.module.css';

/** What this person's role does here. Alt and a digit jump to a task. */
export function TaskList({ tasks, isActive }: { readonly tasks: readonly Task[]; readonly isActive: boolean }): ReactElement {
  const { t } = useTranslation();
  const { place, goTo } = useNavigation();
  useKeys(
    t('keys.tasks'),
    tasks.map(({ name, place: home }, index) => ({
      keys: [`Alt+${String(index + 1)}`],
      label: t(`task.${name}`),
      worksInFields: true,
      run: () => {
        goTo(home);
      },
    })),
    { isActive },
  );
  return (
    <nav className={styles['tasks']} aria-label={t('frame.tasks')}>
      <ul>
        {tasks.map(({ name, place: home }) => (
          <li key={name}>
            <button
              type="button"
              className={styles['task']}
              aria-current={taskOf(place) === name ? 'page' : undefined}
              data-task={name}
              onClick={() => {
                goTo(home);
              }}
            >
              {t(`task.${name}`)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
