import { Button, Tooltip } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatKey } from '../../ui/key-hints.tsx';
import { shownKeyOf, type DeskAct } from './desk-keys.ts';
import styles from './page-stage.module.css';
import type { DeskDeeds } from './use-desk-keys.ts';

type Props = {
  readonly act: DeskAct;
  readonly deeds: DeskDeeds;
  readonly icon: ReactNode;
  readonly isOff?: boolean;
  readonly isPressed?: boolean;
  /** Where the words of the key do not say enough, as what exactly undo would take back. */
  readonly name?: string;
};

/** A button for one act of the table of keys: its name and its key come from there. */
export function Tool({ act, deeds, icon, isOff = false, isPressed, name }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const words = name ?? t(`keys.act.${act}`);
  return (
    <Tooltip title={`${words} (${formatKey(shownKeyOf(act))})`}>
      <Button
        type="text"
        icon={icon}
        aria-label={words}
        disabled={isOff}
        className={(isPressed ? styles['pressed'] : undefined) ?? ''}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={deeds[act]}
      />
    </Tooltip>
  );
}
