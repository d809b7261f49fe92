import type { useTranslation } from 'react-i18next';
import type { ScanProfile } from '#shared/domain/scan-profile';

type Translate = ReturnType<typeof useTranslation<'scanning'>>['t'];

/** What came with the program has its name in the language of the window; what an administrator named keeps his words. */
export function nameProfile(t: Translate, { name, preset, isLocked }: ScanProfile): string {
  const words = preset === null ? name : t(`scanner.profileName.${preset}`);
  return isLocked ? t('scanner.lockedProfile', { name: words }) : words;
}
