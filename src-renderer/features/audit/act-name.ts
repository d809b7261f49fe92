import { useTranslation } from 'react-i18next';
import { isKnownAct } from './audit-acts.ts';

/** An act in words; one of a newer data centre by its name. */
export function useActName(): (act: string) => string {
  const { t } = useTranslation('audit');
  // `as`: a test holds the texts to the list of acts, which the compiler cannot read out of the contract.
  return act => (isKnownAct(act) ? t(`acts.${act}` as 'acts.pages.read') : act);
}
