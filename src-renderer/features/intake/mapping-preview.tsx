import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MappingPreview as Preview } from '#shared/domain/xml-mapping';
import styles from './mapping-pane.module.css';

/** What the sample says when it is read so: who, which materials, which images. */
export function MappingPreview({ preview: { root, isRootKnown, persons, rowCount, rows, images } }: { readonly preview: Preview }): ReactElement {
  const { t } = useTranslation('intake');
  return (
    <div className={styles['preview']} role="status">
      <p>{t(isRootKnown ? 'mapping.rootKnown' : 'mapping.rootUnknown', { root })}</p>
      <p>{persons.length === 0 ? t('mapping.noPerson') : t('mapping.persons', { names: persons.map(({ name, idNumber, archiveNumber }) => [name, idNumber, archiveNumber].filter(Boolean).join(' ')).join(t('separator')) })}</p>
      <p>{t('mapping.counts', { rows: rowCount, original: images.original, optimised: images.optimised, withDigest: images.withDigest })}</p>
      {rows.length === 0 ? null : (
        <table className={styles['rows']}>
          <thead><tr>{(['class', 'sequence', 'name', 'formedOn', 'pages'] as const).map(column => <th key={column} scope="col">{t(`mapping.column.${column}`)}</th>)}</tr></thead>
          <tbody>{rows.map((row, index) => <tr key={index}><td>{row.classCode ?? `? ${row.rawClass}`}</td><td>{row.sequence}</td><td>{row.name}</td><td>{row.formedOn}</td><td>{row.pages}</td></tr>)}</tbody>
        </table>
      )}
    </div>
  );
}
