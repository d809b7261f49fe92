import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { ProposeForm } from './propose-form.tsx';
import { RouteList } from './route-list.tsx';
import styles from './routes.module.css';
import { joinPlans, stateOf, type UnitRoutes } from './unit-routes.ts';
import { UnitSheet } from './unit-sheet.tsx';

/** What the other administrator does is seen without leaving the screen. */
const refetchMs = 5000;

/** 审批路线 of every managing unit: proposed by the system administrator, agreed by the security officer, read by the auditor. */
export function RoutesScreen(): ReactElement {
  const { t } = useTranslation('routes');
  const { rows, isReady, error, refresh } = useUnitRoutes();
  const [current, setCurrent] = useState(0);
  const [openId, setOpenId] = useState<UnitId | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const columns = useColumns();
  const lead = useLead();
  const unit = rows.find(({ unitId }) => unitId === openId);
  const close = (): void => { setOpenId(null); };
  const open = ({ unitId }: UnitRoutes): void => {
    setSentence(null);
    setOpenId(unitId);
  };
  const finish = (said: string): void => {
    setSentence(said);
    close();
  };
  return (
    <>
      <PageHeader title={t('title')} lead={<span role="status">{sentence ?? lead}</span>} />
      <div className={styles['body']}>
        <ErrorNotice error={error} onRetry={refresh} />
        {rows.length > 0 ? (
          <RecordTable label={t('title')} columns={columns} rows={rows} keyOf={({ unitId }) => unitId} current={Math.min(current, rows.length - 1)} onCurrentChange={setCurrent} onOpen={open} />
        ) : null}
        {isReady && rows.length === 0 ? <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState> : null}
      </div>
      <PanelDrawer isOpen={unit !== undefined} size={760} title={t('sheet.drawer')} onClose={close}>
        {unit ? <UnitPanel unit={unit} onDone={finish} /> : null}
      </PanelDrawer>
    </>
  );
}

/** What there is, and while it is changed the form in its place. */
function UnitPanel({ unit, onDone }: { readonly unit: UnitRoutes; readonly onDone: (sentence: string) => void }): ReactElement {
  const [isChanging, setIsChanging] = useState(false);
  if (isChanging) return <ProposeForm unit={unit} onDone={onDone} onClose={() => { setIsChanging(false); }} />;
  return <UnitSheet unit={unit} onChange={() => { setIsChanging(true); }} onDone={onDone} />;
}

function useUnitRoutes() {
  const units = useDesktopQuery('units.list', {});
  const plans = useDesktopQuery('routes.list', {}, { refetchMs });
  const isReady = units.data !== undefined && plans.data !== undefined;
  return {
    rows: isReady ? joinPlans(units.data.units, plans.data.plans) : [],
    isReady,
    error: units.error ?? plans.error,
    refresh: () => void Promise.all([units.refetch(), plans.refetch()]),
  };
}

function useLead(): string {
  const { t } = useTranslation('routes');
  const mayPropose = useHasRole('system-administrator');
  const mayDecide = useHasRole('security-officer');
  if (mayPropose) return t('lead.propose');
  return t(mayDecide ? 'lead.decide' : 'lead.read');
}

function useColumns(): readonly Column<UnitRoutes>[] {
  const { t } = useTranslation('routes');
  return [
    { id: 'unit', title: t('column.unit'), width: '28%', render: ({ unitName }) => <strong>{unitName}</strong> },
    { id: 'way', title: t('column.way'), render: ({ inForce }) => <RouteList routes={inForce?.routes ?? []} /> },
    { id: 'state', title: t('column.state'), width: '7em', render: row => <span data-state={stateOf(row)} className={styles['state']}>{t(`state.${stateOf(row)}`)}</span> },
  ];
}
