import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './countdown.module.css';
import { formatCountdown } from './date-time.ts';

/** From here on the time left is set in bold, so that a reader can finish. */
const warnSeconds = 120;

type Props = {
  /** What the data centre said last; each new value takes over. */
  readonly secondsLeft: number;
  readonly onEnd?: () => void;
};

/** Counts between two answers of the data centre by the monotonic clock; setting the terminal's clock changes nothing. */
export function Countdown({ secondsLeft, onEnd }: Props): ReactElement {
  const { t } = useTranslation();
  const [shown, setShown] = useState(secondsLeft);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    const endsAt = performance.now() + secondsLeft * 1000;
    const tick = (): void => {
      const left = Math.max(0, (endsAt - performance.now()) / 1000);
      setShown(left);
      if (left === 0) {
        clearInterval(timer);
        end.current?.();
      }
    };
    const timer = setInterval(tick, 250);
    tick();
    return () => {
      clearInterval(timer);
    };
  }, [secondsLeft]);
  return (
    <span className={shown <= warnSeconds ? styles['short'] : styles['time']} role="timer">
      {t('countdown', { time: formatCountdown(shown) })}
    </span>
  );
}
