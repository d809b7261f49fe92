import type { ReactElement } from 'react';
import type { ApprovalRoute } from '#shared/domain/approval-route';
import { useRouteWords } from './route-words.ts';
import styles from './routes.module.css';

type Props = { readonly routes: readonly ApprovalRoute[]; readonly label?: string };

/** Routes in words, one line each; two may read the same, so a line has no identity but its place. */
export function RouteList({ routes, label }: Props): ReactElement {
  const describe = useRouteWords();
  return (
    <ol className={styles['sentences']} aria-label={label}>
      {describe(routes).map((sentence, index) => <li key={String(index)}>{sentence}</li>)}
    </ol>
  );
}

type ChangeProps = { readonly before: readonly ApprovalRoute[]; readonly after: readonly ApprovalRoute[]; readonly titles: { readonly before: string; readonly after: string } };

/** What holds now beside what would: lines that go are struck out, lines that come are underlined. */
export function RouteChange({ before, after, titles }: ChangeProps): ReactElement {
  const describe = useRouteWords();
  const was = describe(before);
  const becomes = describe(after);
  return (
    <div className={styles['change']}>
      <section aria-label={titles.before}>
        <h2 className={styles['heading']}>{titles.before}</h2>
        <ol className={styles['sentences']}>
          {was.map((sentence, index) => <li key={String(index)}>{becomes.includes(sentence) ? sentence : <del>{sentence}</del>}</li>)}
        </ol>
      </section>
      <span className={styles['arrow']} aria-hidden="true">→</span>
      <section aria-label={titles.after}>
        <h2 className={styles['heading']}>{titles.after}</h2>
        <ol className={styles['sentences']}>
          {becomes.map((sentence, index) => <li key={String(index)}>{was.includes(sentence) ? sentence : <ins>{sentence}</ins>}</li>)}
        </ol>
      </section>
    </div>
  );
}
