import { z } from 'zod';
import { languages } from '../i18n/language.ts';

/** How this person likes to see; nothing about whom or what. */
export const Preferences = z.object({
  language: z.enum(languages).catch('zh-CN'),
  textSize: z.enum(['normal', 'large']).catch('normal'),
  contrast: z.enum(['normal', 'high']).catch('normal'),
});
export type Preferences = z.infer<typeof Preferences>;

const storageKey = 'preferences';

/** The window's own storage; a host that keeps none gives the defaults. */
export function readPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return Preferences.parse(typeof stored === 'object' && stored !== null ? stored : {});
  } catch {
    return Preferences.parse({});
  }
}

export function writePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences));
  } catch {
    // No storage: the choice holds until the window closes.
  }
}
