import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/tabs.tsx';
import { ActBox } from './act-box.tsx';
import styles from './administration.module.css';
import { todoPanelId, type Outcome } from './outcome.ts';
import { ToldPassword, type ToldSecret } from './told-secret.tsx';
import { useTodo } from './use-todo.ts';
import { WaitingBox } from './waiting-box.tsx';

const boxNames = ['waiting', 'mine', 'done'] as const;
type BoxName = (typeof boxNames)[number];

/** One list from which an administrator's day works: what waits left, the chosen one open in place. */
export function TodoScreen(): ReactElement {
  const { t } = useTranslation('administration');
  const [box, setBox] = useState<BoxName>('waiting');
  const [sentence, setSentence] = useState<string | null>(null);
  const [told, setTold] = useState<ToldSecret | null>(null);
  const todo = useTodo();
  const outcome: Outcome = {
    sentence,
    tell: (said, secret) => {
      setSentence(said);
      if (secret) setTold(secret);
    },
  };
  const tabs = (
    <Tabs
      label={t('boxes.label')}
      panelId={todoPanelId}
      tabs={boxNames.map(name => ({ name, label: t(`boxes.${name}`, { count: todo.total }) }))}
      value={box}
      onChange={next => { setSentence(null); setBox(next); }}
    />
  );
  return (
    <div className={styles['columns']}>
      {box === 'waiting' ? <WaitingBox todo={todo} outcome={outcome} tabs={tabs} /> : <ActBox key={box} box={box} outcome={outcome} tabs={tabs} />}
      <ToldPassword told={told} onClose={() => { setTold(null); }} />
    </div>
  );
}
