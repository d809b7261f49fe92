import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { PrintersTab } from './printers-tab.tsx';
import { PrintTab } from './print-tab.tsx';
import { RegisterTab } from './register-tab.tsx';
import { TemplatesTab } from './templates-tab.tsx';
import styles from './strips.module.css';

const names = ['print', 'templates', 'printers', 'register'] as const;
type Name = (typeof names)[number];
const tabs: Readonly<Record<Name, () => ReactElement>> = { print: PrintTab, templates: TemplatesTab, printers: PrintersTab, register: RegisterTab };
const panelId = 'strips-panel';

/** 背条和标签: print them, draw them, set the printers right, and see what was printed. */
export function StripsScreen(): ReactElement {
  const { t } = useTranslation('strips');
  const [name, setName] = useState<Name>('print');
  const Tab = tabs[name];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={styles['body']}>
        <Tabs label={t('title')} tabs={names.map(each => ({ name: each, label: t(`tab.${each}`) }))} value={name} onChange={setName} panelId={panelId} />
        <div id={panelId} role="tabpanel" aria-label={t(`tab.${name}`)} className={styles['panel']}>
          <Tab />
        </div>
      </div>
    </>
  );
}
