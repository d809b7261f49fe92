import type { BrowserUser } from './browser-user.ts';
import { copyDisplayCookie, type Profile } from './profile.ts';

/** What a desktop program needs to draw, to speak the user's language and to take Chinese input; nothing else of ours is passed on. */
const passedOn = [
  'PATH', 'LANG', 'LANGUAGE', 'TZ', 'DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP',
  'XDG_DATA_DIRS', 'XDG_CONFIG_DIRS', 'DESKTOP_SESSION', 'DBUS_SESSION_BUS_ADDRESS', 'GTK_IM_MODULE', 'QT_IM_MODULE', 'XMODIFIERS', 'GDK_SCALE',
  'GDK_DPI_SCALE', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE',
];
/** These belong to the desktop's user; another user can neither enter nor use them. */
const ofDesktopUser = new Set(['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'XAUTHORITY', 'WAYLAND_DISPLAY']);

export function browserEnvironment(profile: Profile, user: BrowserUser | undefined): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined || !(passedOn.includes(name) || name.startsWith('LC_'))) continue;
    if (user && ofDesktopUser.has(name)) continue;
    environment[name] = value;
  }
  const cookie = user && environment['DISPLAY'] ? copyDisplayCookie(profile, user) : undefined;
  return { ...environment, HOME: profile.home, TMPDIR: profile.temporary, ...(cookie ? { XAUTHORITY: cookie } : {}) };
}
