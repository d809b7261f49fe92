import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdministrativeAct } from '#shared/domain/administration';
import { OneTimeSecret } from '../../ui/one-time-secret.tsx';

export type ToldSecret = { readonly act: AdministrativeAct; readonly password: string };

/** The one-time password of a new account or of a reset: told to whoever agreed last, and to nobody again. */
export function ToldPassword({ told, onClose }: { readonly told: ToldSecret | null; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('administration');
  const kind = told?.act.kind === 'password.reset' ? 'password.reset' : 'account.create';
  return (
    <OneTimeSecret
      title={t(`secret.${kind}.title`)}
      lesson={t(`secret.${kind}.lesson`, { target: told?.act.target ?? '' })}
      secret={told?.password}
      onClose={onClose}
    />
  );
}
