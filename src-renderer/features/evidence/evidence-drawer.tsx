import { Button, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatSiteMinute } from '#shared/domain/site-clock';
import { EvidenceField, type EvidenceSheet } from '#shared/domain/evidence-sheet';
import type { PersonId } from '#shared/domain/ids';
import { callDesktop } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { PaperDialog } from '../printing/index.ts';
import { EvidenceSection } from './evidence-section.tsx';
import styles from './evidence.module.css';
import { useEvidence, type Draft, type EvidenceDesk } from './use-evidence.ts';

type Props = { readonly isOpen: boolean; readonly personId: PersonId; readonly onClose: () => void };

/** 三龄两历一身份核对表: what each page says, what differs, what is held to be true. */
export function EvidenceDrawer({ isOpen, personId, onClose }: Props): ReactElement {
  const { t } = useTranslation('evidence');
  return (
    <PanelDrawer isOpen={isOpen} size={900} title={t('title')} onClose={onClose}>
      {isOpen ? <EvidencePanel personId={personId} /> : null}
    </PanelDrawer>
  );
}

function EvidencePanel({ personId }: { readonly personId: PersonId }): ReactElement {
  const desk = useEvidence(personId);
  if (desk.sheet) return <Sheet key={desk.sheet.version} desk={desk} sheet={desk.sheet} />;
  return <div className={styles['wait']}>{desk.error ? <ErrorNotice error={desk.error} onRetry={desk.refresh} alwaysRetry /> : <Skeleton active={false} paragraph={{ rows: 10 }} />}</div>;
}

/** Changes are kept here until they are saved; a sheet that somebody else saved meanwhile is opened anew. */
function Sheet({ desk, sheet }: { readonly desk: EvidenceDesk; readonly sheet: EvidenceSheet }): ReactElement {
  const { t } = useTranslation('evidence');
  const mayFill = useHasRole('archivist');
  const [draft, setDraft] = useState<Draft>(sheet);
  const [isPrinting, setIsPrinting] = useState(false);
  const isChanged = draft !== sheet;
  const save = (): void => {
    if (isChanged && !desk.isSaving) desk.save(draft);
  };
  useKeys(t('title'), mayFill ? [{ keys: ['Ctrl+Enter'], label: t('save'), worksInFields: true, run: save }] : [], { isInDialog: true });
  return (
    <>
      <PageHeader
        title={t('heading', { name: sheet.personName })}
        lead={<span role="status">{isChanged ? t('unsaved') : <Saved sheet={sheet} />}</span>}
        actions={<Button disabled={isChanged || sheet.version === 0} onClick={() => { setIsPrinting(true); }}>{t('print')}</Button>}
        primary={mayFill ? <Button type="primary" disabled={!isChanged} loading={desk.isSaving} onClick={save}>{t('save')}</Button> : null}
      />
      <ErrorNotice error={desk.error} onRetry={desk.refresh} alwaysRetry />
      <div className={styles['sheet']} tabIndex={0} role="group" aria-label={t('title')}>
        {sheet.version === 0 && draft.entries.length === 0 ? <p className={styles['lesson']}>{t(mayFill ? 'lesson' : 'lessonReadOnly')}</p> : null}
        {EvidenceField.options.map(field => <EvidenceSection key={field} field={field} draft={draft} onChange={mayFill ? setDraft : null} />)}
      </div>
      {isPrinting ? <PaperDialog title={t('printTitle')} send={printerName => callDesktop('evidence.print', { personId: sheet.personId, printerName })} onClose={() => { setIsPrinting(false); }} /> : null}
    </>
  );
}

function Saved({ sheet: { version, savedAt, savedBy } }: { readonly sheet: EvidenceSheet }): ReactElement {
  const { t } = useTranslation('evidence');
  return <>{savedAt === null ? t('neverSaved') : t('saved', { version, by: savedBy ?? '', at: formatSiteMinute(new Date(savedAt)) })}</>;
}
