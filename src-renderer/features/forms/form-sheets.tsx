import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormKind } from '#shared/domain/form-ref';
import { formTemplates } from '#shared/domain/forms/forms';
import type { FormValues } from '#shared/domain/forms/form-template';
import { layoutForm } from '#shared/domain/forms/layout-form';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SheetMarks } from '../../ui/sheet-marks.tsx';
import styles from './forms.module.css';

type Filled = { readonly kind: FormKind; readonly values: FormValues };

/** What the data centre has filled in, as soon as it has; `gap` says why there is nothing to fill in. */
export function FormPreview({ filled, gap }: { readonly filled: Filled | undefined; readonly gap?: string | undefined }): ReactElement {
  const { t } = useTranslation('forms');
  return filled ? <FormSheets {...filled} /> : <EmptyState title={gap ?? t('opening')} />;
}

/** Every sheet of a form as it will be printed, by the same layout. */
function FormSheets({ kind, values }: Filled): ReactElement {
  const { t } = useTranslation('forms');
  const template = formTemplates[kind];
  const sheets = layoutForm(template, values);
  return (
    <div className={styles['sheets']} data-kind={kind} role="group" tabIndex={0} aria-label={t('preview')}>
      {sheets.map((marks, index) => (
        <svg key={index} className={styles['paper']} role="img" aria-label={t('sheet', { number: index + 1, total: sheets.length })} viewBox={`0 0 ${String(template.widthMm)} ${String(template.heightMm)}`}>
          <SheetMarks marks={marks} />
        </svg>
      ))}
    </div>
  );
}
