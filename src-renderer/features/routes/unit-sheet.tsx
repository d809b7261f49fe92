import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useHasRole } from '../../api/signed-in.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { RouteDecision } from './route-decision.tsx';
import styles from './routes.module.css';
import { UnitContent } from './unit-content.tsx';
import { stateOf, type UnitRoutes } from './unit-routes.ts';

type Props = { readonly unit: UnitRoutes; readonly onChange: () => void; readonly onDone: (sentence: string) => void };

/** The routes of one unit; what waits is shown before → after, for the security officer to agree to or refuse. */
export function UnitSheet({ unit, onChange, onDone }: Props): ReactElement {
  const { t } = useTranslation('routes');
  const mayPropose = useHasRole('system-administrator');
  const mayDecide = useHasRole('security-officer');
  const { waiting } = unit;
  if (waiting && mayDecide) return <RouteDecision unit={{ ...unit, waiting }} onDone={onDone} />;
  return (
    <>
      <PageHeader
        title={unit.unitName}
        lead={t(`sheet.lead.${stateOf(unit)}`)}
        primary={mayPropose ? <Button type="primary" onClick={onChange}>{t('sheet.change')}</Button> : null}
      />
      <div className={styles['panel']} tabIndex={0} role="group" aria-label={unit.unitName}><UnitContent unit={unit} /></div>
    </>
  );
}
