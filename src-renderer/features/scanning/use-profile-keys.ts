import { useTranslation } from 'react-i18next';
import { useKeys } from '../../ui/keys.tsx';
import type { Desk } from './desk.ts';
import { nameProfile } from './profile-name.ts';

/** So many digits there are; the first profiles are those that are used. */
const mostKeys = 9;

/** The key that scans by the profile at this place of the list; undefined where there are more profiles than digits. */
export const profileKeyOf = (index: number): string | undefined => (index < mostKeys ? `Ctrl+${String(index + 1)}` : undefined);

/** One key: this profile, and off it goes. */
export function useProfileKeys({ scanners, scanBy }: Desk): void {
  const { t } = useTranslation('scanning');
  const shortcuts = scanners.profiles.slice(0, mostKeys).map((profile, index) => ({
    keys: [profileKeyOf(index) ?? ''],
    label: nameProfile(t, profile),
    worksInFields: true,
    run: () => { scanBy(profile.id); },
  }));
  useKeys(t('keys.profiles'), shortcuts);
}
