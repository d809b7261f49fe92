import { useTranslation } from 'react-i18next';
import type { Shortcut } from '../../ui/key-registry.ts';
import { useKeys } from '../../ui/keys.tsx';
import { deskKeys, type DeskAct, type DeskKey, type KeyGroup } from './desk-keys.ts';

/** What each key of the table does now. A record, so that an act without a deed does not compile. */
export type DeskDeeds = Readonly<Record<DeskAct, () => void>>;

/** Makes the table work; each group is one heading on the card. Later groups are asked first, which no two keys can notice. */
export function useDeskKeys(deeds: DeskDeeds): void {
  useKeyGroup('scan', deeds);
  useKeyGroup('pages', deeds);
  useKeyGroup('arrange', deeds);
  useKeyGroup('materials', deeds);
  useKeyGroup('view', deeds);
  useKeyGroup('row', deeds);
}

function useKeyGroup(group: KeyGroup, deeds: DeskDeeds): void {
  const { t } = useTranslation('scanning');
  const rows: readonly (DeskKey & { readonly act: DeskAct })[] = deskKeys;
  const shortcuts = rows
    .filter(key => key.group === group)
    .map(({ act, keys, worksInFields = false }): Shortcut => ({ keys, worksInFields, label: t(`keys.act.${act}`), run: deeds[act] }));
  useKeys(t(`keys.group.${group}`), shortcuts);
}
