import { Button, Checkbox, Radio } from 'antd';
import { useId, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRoute } from '#shared/domain/approval-route';
import { Purpose } from '#shared/domain/purpose';
import { SecrecyLevel } from '#shared/domain/secrecy';
import styles from './routes.module.css';
import { StepsEditor } from './steps-editor.tsx';

type Props = {
  readonly number: number;
  readonly route: ApprovalRoute;
  readonly onChange: (route: ApprovalRoute) => void;
  readonly onUp: () => void;
  readonly onRemove: () => void;
};

/** One route: for which requests, and who decides on them in turn. */
export function RouteEditor({ number, route, onChange, onUp, onRemove }: Props): ReactElement {
  const { t } = useTranslation('routes');
  return (
    <fieldset className={styles['route']}>
      <legend>{t('form.route', { number })}</legend>
      <Conditions route={route} onChange={onChange} />
      <StepsEditor steps={route.steps} onChange={steps => { onChange({ ...route, steps }); }} />
      <div className={styles['buttons']}>
        <Button size="small" disabled={number === 1} aria-label={t('form.upOf', { number })} onClick={onUp}>{t('form.up')}</Button>
        <Button size="small" onClick={onRemove}>{t('form.removeOf', { number })}</Button>
      </div>
    </fieldset>
  );
}

const printings = ['any', 'yes', 'no'] as const;
const printingOf = (wantsPrint: boolean | null): (typeof printings)[number] => (wantsPrint === null ? 'any' : wantsPrint ? 'yes' : 'no');

function Conditions({ route, onChange }: Pick<Props, 'route' | 'onChange'>): ReactElement {
  const { t } = useTranslation(['routes', 'requests']);
  const toggle = (purpose: Purpose, isOn: boolean): void => {
    onChange({ ...route, purposes: isOn ? [...route.purposes, purpose] : route.purposes.filter(other => other !== purpose) });
  };
  return (
    <>
      <Field label={t('form.purposes')}>
        {id => (
          <div className={styles['choices']} role="group" aria-labelledby={id}>
            {Purpose.options.map(purpose => (
              <Checkbox key={purpose} checked={route.purposes.includes(purpose)} onChange={event => { toggle(purpose, event.target.checked); }}>
                {t(`purpose.${purpose}`, { ns: 'requests' })}
              </Checkbox>
            ))}
          </div>
        )}
      </Field>
      <Field label={t('form.secrecy')}>
        {id => (
          <Radio.Group
            aria-labelledby={id}
            value={route.secrecyFrom ?? 'any'}
            onChange={event => { onChange({ ...route, secrecyFrom: SecrecyLevel.safeParse(event.target.value).data ?? null }); }}
            options={[{ value: 'any', label: t('form.any') }, ...(['confidential', 'top-secret'] as const).map(value => ({ value, label: t(`sentence.secrecy.${value}`) }))]}
          />
        )}
      </Field>
      <Field label={t('form.printing')}>
        {id => (
          <Radio.Group
            aria-labelledby={id}
            value={printingOf(route.wantsPrint)}
            onChange={event => { onChange({ ...route, wantsPrint: event.target.value === 'any' ? null : event.target.value === 'yes' }); }}
            options={printings.map(value => ({ value, label: value === 'any' ? t('form.any') : t(`sentence.print.${value}`) }))}
          />
        )}
      </Field>
    </>
  );
}

function Field({ label, children }: { readonly label: string; readonly children: (labelId: string) => ReactNode }): ReactElement {
  const id = useId();
  return (
    <div className={styles['condition']}>
      <span id={id}>{label}</span>
      {children(id)}
    </div>
  );
}
