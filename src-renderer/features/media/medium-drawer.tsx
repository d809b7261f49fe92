import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediumId } from '#shared/domain/ids';
import type { Medium, MediumState } from '#shared/domain/medium';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { MediumSheet } from './medium-sheet.tsx';
import { MoveForm } from './move-form.tsx';
import { RegisterMedium } from './register-medium.tsx';

export type OpenMedium = { readonly kind: 'new' } | { readonly kind: 'known'; readonly id: MediumId };

type Props = {
  readonly opened: OpenMedium | null;
  readonly onOpen: (opened: OpenMedium) => void;
  readonly onDone: (sentence: string) => void;
  readonly onClose: () => void;
};

/** A carrier to register, or one that is known with what can be done with it. */
export function MediumDrawer({ opened, onOpen, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('media');
  const tell = ({ id, number, state }: Medium): void => {
    onDone(t('done', { number, state: t(`state.${state}`) }));
    onOpen({ kind: 'known', id });
  };
  return (
    <PanelDrawer isOpen={opened !== null} size={680} title={t('one')} onClose={onClose}>
      {opened?.kind === 'new' ? <RegisterMedium onDone={tell} onClose={onClose} /> : null}
      {opened?.kind === 'known' ? <KnownMedium key={opened.id} id={opened.id} onDone={tell} /> : null}
    </PanelDrawer>
  );
}

function KnownMedium({ id, onDone }: { readonly id: MediumId; readonly onDone: (medium: Medium) => void }): ReactElement {
  const answer = useDesktopQuery('media.get', { id });
  const [moving, setMoving] = useState<MediumState | null>(null);
  const close = (): void => { setMoving(null); };
  if (!answer.data) return <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />;
  if (moving === null) return <MediumSheet medium={answer.data} onMove={setMoving} />;
  return (
    <MoveForm
      medium={answer.data}
      to={moving}
      onDone={medium => {
        close();
        onDone(medium);
      }}
      onClose={close}
    />
  );
}
