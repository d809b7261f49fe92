import { useState, type ReactElement } from 'react';
import type { DraftId } from '#shared/domain/ids';
import type { Draft } from '#shared/domain/scanning';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useNavigation } from '../../ui/place.ts';
import { ScanningDesk } from './scanning-desk.tsx';
import { UnfiledMaterials } from './unfiled-materials.tsx';
import type { Filed } from './use-filing.ts';
import { useOpenDraft, type DeskPlace } from './use-open-draft.ts';

/** Without a material: what lies unfinished at this terminal. With one: the desk. */
export function ScanningScreen(): ReactElement | null {
  const { place } = useNavigation();
  if (place.screen !== 'scanning') return null;
  if (place.draftId !== undefined) return <DeskOfDrafts key={place.draftId} firstId={place.draftId} />;
  if (place.volumeId !== undefined) return <DeskOfVolume key={place.volumeId} place={{ ...place, volumeId: place.volumeId }} />;
  return <UnfiledMaterials />;
}

function DeskOfVolume({ place }: { readonly place: DeskPlace }): ReactElement | null {
  const { draftId, error, retry } = useOpenDraft(place);
  if (error) return <ErrorNotice error={error} alwaysRetry onRetry={retry} />;
  return draftId === undefined ? null : <DeskOfDrafts firstId={draftId} />;
}

/** One material after another: after filing, the next one is on the desk. */
function DeskOfDrafts({ firstId }: { readonly firstId: DraftId }): ReactElement {
  const [begun, setBegun] = useState<Draft>();
  const [filed, setFiled] = useState<Filed | null>(null);
  const draftId = begun?.id ?? firstId;
  return (
    <ScanningDesk
      key={draftId}
      draftId={draftId}
      begun={begun}
      filed={filed}
      onNext={(next, justFiled) => {
        setFiled(justFiled);
        setBegun(next);
      }}
    />
  );
}
