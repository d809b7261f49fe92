import { windowOrigin } from '../app-host.ts';
import { announceDrops } from '../window-script/announce-drops.ts';
import { guardPage } from '../window-script/guard-page.ts';
import { announceFirstPaint, openDoor, type DoorNames } from '../window-script/open-door.ts';

export const door: DoorNames = { origin: windowOrigin, binding: '__desktopSend', receiver: '__desktopReceive', dropped: '__desktopDropped' };

/**
 * The text that runs in every new document before the page's own scripts. `__name` is what bundlers wrap functions in when they
 * keep names; minifying AND keeping names would rename it and break this text.
 */
export const windowScriptSource = `(() => {
  const __name = (value) => value;
  (${announceFirstPaint.toString()})(${JSON.stringify(door)});
  (${announceDrops.toString()})(${JSON.stringify(door)});
  (${openDoor.toString()})(${JSON.stringify(door)});
  (${guardPage.toString()})();
})();`;
