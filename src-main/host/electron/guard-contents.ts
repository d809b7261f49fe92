import { app, type WebContents } from 'electron';
import { windowOrigin } from '../app-host.ts';

/** Holds for every web contents the application will ever have: no window, no way out of our origin, no embedded guest. */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => { guardContents(contents); });
}

function guardContents(contents: WebContents): void {
  const stay = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!details.url.startsWith(`${windowOrigin}/`)) details.preventDefault();
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => { event.preventDefault(); });
  // The engine would ask other machines for our address when it looks for a way between peers.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
