import { LockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { pageStepNames } from '#shared/domain/page-steps';
import type { ScanProfile } from '#shared/domain/scan-profile';
import { useDesktopQuery } from '../../api/desktop.ts';
import type { Column } from '../../ui/record-table.tsx';

/** What came with the program is named in the language of the window; what an administrator named keeps his words. */
export function useProfileName(): (profile: Pick<ScanProfile, 'name' | 'preset'>) => string {
  const { t } = useTranslation('scanning');
  return ({ name, preset }) => (preset === null ? name : t(`scanner.profileName.${preset}`));
}

export function useProfileColumns(): readonly Column<ScanProfile>[] {
  const { t } = useTranslation(['scan-profiles', 'scanning']);
  const units = useDesktopQuery('units.list', {});
  const nameOf = useProfileName();
  const unitName = (id: ScanProfile['unitId']): string => (id === null ? t('forAll') : (units.data?.units.find(unit => unit.id === id)?.name ?? ''));
  const sourceName = (source: ScanProfile['source']): string => t(`scanner.sourceKind.${source}`, { ns: 'scanning' });
  const stepNames = (steps: ScanProfile['steps']): string => pageStepNames.filter(name => steps[name]).map(name => t(`step.${name}.name`)).join(t('separator'));
  return [
    { id: 'name', title: t('column.name'), width: '21%', render: profile => <strong title={nameOf(profile)}>{nameOf(profile)}</strong> },
    { id: 'unit', title: t('column.unit'), width: '12%', render: ({ unitId }) => <span title={unitName(unitId)}>{unitName(unitId)}</span> },
    { id: 'source', title: t('column.source'), width: '15em', render: ({ source }) => <span title={sourceName(source)}>{sourceName(source)}</span> },
    {
      id: 'scan',
      title: t('column.scan'),
      width: '13em',
      render: ({ mode, resolutionDpi, paper }) => [t(`scanner.modeKind.${mode}`, { ns: 'scanning' }), t('scanner.dpi', { ns: 'scanning', dpi: resolutionDpi }), t(`scanner.paperName.${paper}`, { ns: 'scanning' })].join(' · '),
    },
    { id: 'steps', title: t('column.steps'), isSpare: true, render: ({ steps }) => <span title={stepNames(steps)}>{stepNames(steps) || '—'}</span> },
    { id: 'locked', title: t('column.locked'), width: '6em', render: ({ isLocked }) => (isLocked ? <><LockOutlined aria-hidden="true" /> {t('locked')}</> : '') },
  ];
}
