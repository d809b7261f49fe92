import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trace, TracedSession } from '#shared/domain/trace';
import { formatDateTimeSeconds } from '../../ui/date-time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import styles from './tracing.module.css';

/** What the picture says, how surely, and what that does not prove. */
export function TraceAnswer({ trace }: { readonly trace: Trace }): ReactElement {
  const { t } = useTranslation('tracing');
  const { outcome, method, named, score, bound, fileName, digest } = trace;
  return (
    <section className={styles['answer']} data-outcome={outcome} aria-label={t('answer.title')}>
      <div role="status">
        <h2>{t(`outcome.${outcome}`, { count: named.length })}</h2>
      </div>
      <p className={styles['soft']}>{t(`lesson.${outcome}`)}</p>
      {named.map(session => <NamedSession key={session.id} session={session} />)}
      <FactList
        facts={[
          { name: t('answer.file'), value: fileName },
          { name: t('answer.method'), value: t(`method.${method}`) },
          { name: t('answer.score'), value: score === null ? t('answer.none') : t('answer.scoreValue', { score }) },
          { name: t('answer.bound'), value: bound === null ? t('answer.none') : t('answer.boundValue', { bound: formatChance(bound) }) },
          { name: t('answer.digest'), value: <code>{digest}</code> },
        ]}
      />
    </section>
  );
}

/** One in so many, as a power of ten. */
function formatChance(bound: number): string {
  return `10^${String(Math.ceil(Math.log10(Math.max(bound, 1e-300))))}`.replace('^-', '⁻').replace(/⁻(\d+)/, (_all, digits: string) => `⁻${Array.from(digits, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '').join('')}`);
}

function NamedSession({ session }: { readonly session: TracedSession }): ReactElement {
  const { t } = useTranslation('tracing');
  const { readerName, unitName, terminalName, object, openedAt, endedAt, likeness, copyNumber } = session;
  return (
    <article className={styles['named']}>
      <h3>{readerName}<span>{unitName}</span></h3>
      <FactList
        facts={[
          { name: t('session.terminal'), value: terminalName },
          { name: t('session.object'), value: object },
          { name: t('session.time'), value: t('session.timeValue', { from: formatDateTimeSeconds(openedAt), until: formatDateTimeSeconds(endedAt) }) },
          ...(copyNumber === null ? [] : [{ name: t('session.copy'), value: copyNumber }]),
          ...(likeness === null ? [] : [{ name: t('session.likeness'), value: likeness.toFixed(1) }]),
        ]}
      />
    </article>
  );
}
