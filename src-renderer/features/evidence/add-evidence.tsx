import { CheckOutlined, FileSearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Modal, Radio } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { compareEvidence, earliestOf, EvidenceField, isDated, type PlacedEvidence } from '#shared/domain/evidence-sheet';
import { EvidenceEntryId, type PersonId } from '#shared/domain/ids';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { useKeys } from '../../ui/keys.tsx';
import styles from './evidence.module.css';
import { useEvidence } from './use-evidence.ts';

type Props = { readonly personId: PersonId; readonly material: ViewableMaterial; /** As pencilled on it. */ readonly page: number };

/** Puts what the page that is shown says of the person onto the sheet: class, sequence and page stand there by themselves. */
export function AddEvidence({ personId, material, page }: Props): ReactElement {
  const { t } = useTranslation('evidence');
  const [isOpen, setIsOpen] = useState(false);
  const [added, setAdded] = useState<PlacedEvidence | null>(null);
  const open = (): void => { setIsOpen(true); };
  const isOfThisPage = added?.materialId === material.id && added.page === page;
  useKeys(t('title'), [{ keys: ['E'], label: t('add.open'), run: open }], { isActive: !isOpen });
  return (
    <>
      <Button icon={isOfThisPage ? <CheckOutlined /> : <FileSearchOutlined />} title={isOfThisPage ? `${t(`field.${added.field}`)} ${added.value}` : t('add.open')} onClick={open}>
        <span role="status">{t(isOfThisPage ? 'add.done' : 'add.short')}</span>
      </Button>
      {isOpen ? <AddDialog personId={personId} material={material} page={page} onAdded={setAdded} onClose={() => { setIsOpen(false); }} /> : null}
    </>
  );
}

/** The field of the last entry: one and the same is looked up in one material after another. */
let lastField: EvidenceField = 'birth';

type DialogProps = Props & { readonly onAdded: (entry: PlacedEvidence) => void; readonly onClose: () => void };

function AddDialog({ personId, material, page, onAdded, onClose }: DialogProps): ReactElement {
  const { t } = useTranslation(['evidence', 'common']);
  const id = useId();
  const { sheet, error, isSaving, refresh, save } = useEvidence(personId);
  const [field, setField] = useState<EvidenceField>(lastField);
  const [entryId] = useState(() => EvidenceEntryId.parse(crypto.randomUUID()));
  const [value, setValue] = useState('');
  const [isAltered, setIsAltered] = useState(false);
  const entry: PlacedEvidence = {
    ...{ id: entryId, field, materialId: material.id, page, value: value.trim(), isAltered },
    ...{ classCode: material.classCode, sequence: material.sequence, materialName: material.name, formedOn: material.formedOn },
  };
  const isReady = sheet !== undefined && entry.value !== '';
  const add = (): void => {
    if (!isReady || isSaving) return;
    lastField = field;
    save({ ...sheet, entries: [...sheet.entries, entry] }, () => {
      onAdded(entry);
      onClose();
    });
  };
  return (
    <Modal
      open
      width={620}
      title={t('add.title')}
      okText={t('add.confirm')}
      cancelText={t('action.cancel', { ns: 'common' })}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={isSaving}
      onOk={add}
      onCancel={onClose}
    >
      <div className={styles['form']}>
        <p>
          <strong>{formatMaterialNumber(material.classCode, material.sequence)}</strong> {material.name} <span className={styles['soft']}>{t('page', { number: page })}</span>
        </p>
        <Radio.Group className={styles['fields'] ?? ''} aria-label={t('add.field')} value={field} onChange={event => { setField(EvidenceField.parse(event.target.value)); }}>
          {EvidenceField.options.map(option => <Radio key={option} value={option}>{t(`field.${option}`)}</Radio>)}
        </Radio.Group>
        <FormField id={`${id}-value`} label={t('add.value')} hint={t(isDated(field) ? 'add.dateHint' : 'add.textHint')}>
          <Input id={`${id}-value`} autoFocus maxLength={100} value={value} aria-describedby={`${id}-value-hint`} onChange={event => { setValue(event.target.value); }} onPressEnter={add} />
        </FormField>
        <Checkbox checked={isAltered} onChange={event => { setIsAltered(event.target.checked); }}>{t('add.altered')}</Checkbox>
        {isReady ? <Standing entries={[...sheet.entries, entry]} entry={entry} /> : null}
        <ErrorNotice error={error} onRetry={refresh} />
      </div>
    </Modal>
  );
}

/** Said while it is typed: whether the earliest record says the same. */
function Standing({ entries, entry }: { readonly entries: readonly PlacedEvidence[]; readonly entry: PlacedEvidence }): ReactElement | null {
  const { t } = useTranslation('evidence');
  const earliest = earliestOf(entries, entry.field);
  if (!earliest || compareEvidence(entries).get(entry.id) !== 'differs') return null;
  return <p className={styles['differs']} role="status">{t('add.differs', { value: earliest.value, number: formatMaterialNumber(earliest.classCode, earliest.sequence) })}</p>;
}
