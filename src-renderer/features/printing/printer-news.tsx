import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopEvent } from '../../api/desktop.ts';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { useReasonWords } from './reason-words.ts';

/** Stands there while something is being printed: that it is, or what the printer waits for. */
export function PrinterNews(): ReactElement {
  const { t } = useTranslation('printing');
  const wordsOf = useReasonWords();
  const [reasons, setReasons] = useState<readonly string[]>([]);
  useDesktopEvent('print.progressed', progress => { setReasons(progress.reasons); });
  const words = wordsOf(reasons);
  return <ProgressLine fraction={null} label={words === '' ? t('live.printing') : t('live.waiting', { reasons: words })} />;
}
