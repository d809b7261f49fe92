import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissingGlyph } from '#shared/domain/missing-glyph';
import styles from './forms.module.css';

/** Characters that cannot be printed, each with its place: said before anything is. */
export function MissingGlyphs({ missing }: { readonly missing: readonly MissingGlyph[] }): ReactElement | null {
  const { t } = useTranslation('forms');
  if (missing.length === 0) return null;
  return (
    <div className={styles['grave']} role="alert">
      <p>{t('missing.title')}</p>
      <ul>{missing.map(({ character, code, place }) => <li key={code}>{t('missing.line', { character, code, place })}</li>)}</ul>
    </div>
  );
}
