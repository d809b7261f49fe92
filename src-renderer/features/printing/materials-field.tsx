import { Checkbox } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { PagesField } from './pages-field.tsx';
import styles from './printing.module.css';
import { wantedPages, type Wanted } from './wanted-pages.ts';

type Props = {
  /** Those that may be printed. */
  readonly materials: readonly ViewableMaterial[];
  readonly wanted: Wanted;
  readonly isDisabled: boolean;
  readonly onChange: (wanted: Wanted) => void;
  readonly onEnter: () => void;
};

/** Which materials, and which pages of each: together they are one entry of the register. */
export function MaterialsField({ materials, wanted, isDisabled, onChange, onEnter }: Props): ReactElement {
  const { t } = useTranslation('printing');
  const write = ({ id }: ViewableMaterial, range: string): void => { onChange(new Map([...wanted, [id, range]])); };
  const leave = ({ id }: ViewableMaterial): void => { onChange(new Map([...wanted].filter(([each]) => each !== id))); };
  const [only] = materials;
  if (only && materials.length === 1) {
    return (
      <>
        <p><MaterialName material={only} /></p>
        <PagesField material={only} range={wanted.get(only.id) ?? ''} isDisabled={isDisabled} hasFocus onChange={range => { write(only, range); }} onEnter={onEnter} />
      </>
    );
  }
  return (
    <fieldset className={styles['materials']}>
      <legend>{t('materials.label', { total: materials.length })}</legend>
      {/* Scrolled by keys also while its boxes cannot be ticked. */}
      <ul tabIndex={0} aria-label={t('materials.list')}>
        {materials.map(material => {
          const range = wanted.get(material.id);
          return (
            <li key={material.id} data-material={formatMaterialNumber(material.classCode, material.sequence)}>
              <Checkbox disabled={isDisabled} checked={range !== undefined} onChange={({ target }) => { if (target.checked) write(material, ''); else leave(material); }}>
                <MaterialName material={material} />
              </Checkbox>
              {range === undefined ? null : <div role="group" aria-label={material.name}><PagesField isBrief material={material} range={range} isDisabled={isDisabled} hasFocus={wanted.size === 1} onChange={next => { write(material, next); }} onEnter={onEnter} /></div>}
            </li>
          );
        })}
      </ul>
      <p className={styles['hint']} aria-live="polite">{wanted.size === 0 ? t('materials.none') : t('materials.chosen', { materials: wanted.size, pages: wantedPages(materials, wanted)?.length ?? '—' })}</p>
    </fieldset>
  );
}

function MaterialName({ material: { classCode, sequence, name } }: { readonly material: ViewableMaterial }): ReactElement {
  return <><span className={styles['soft']}>{formatMaterialNumber(classCode, sequence)}</span> {name}</>;
}
