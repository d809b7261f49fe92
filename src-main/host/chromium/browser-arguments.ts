import { randomBytes } from 'node:crypto';

export type BrowserArguments = { readonly profileDirectory: string; readonly address: string; readonly isHeadless: boolean };

const features = 'Translate,MediaRouter,OptimizationHints,SpareRendererForSitePerProcess,AutofillServerCommunication,CertificateTransparencyComponentUpdater';

/** The switches of the engine. There is none that weakens the sandbox, and there must never be one. */
export function browserArguments({ profileDirectory, address, isHeadless }: BrowserArguments): string[] {
  return [
    '--remote-debugging-pipe=cbor',
    `--user-data-dir=${profileDirectory}`,
    `--app=${address}`,
    // Hides the bar that warns of --host-resolver-rules.
    '--test-type',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-extensions',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--disable-search-engine-choice-screen',
    '--no-pings',
    '--password-store=basic',
    `--disable-features=${features}`,
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--class=danglian',
    ...(isHeadless ? ['--headless=new'] : []),
  ];
}

/** The address by which a new window is told from any other target: nobody else knows the nonce. */
export function createStartPage(title: string): { readonly nonce: string; readonly address: string } {
  const nonce = randomBytes(16).toString('hex');
  return { nonce, address: `data:text/html;charset=utf-8,${encodeURIComponent(`<title>${title.replace(/[<&]/g, '')}</title>`)}#${nonce}` };
}

export function findNonce(address: string): string | undefined {
  return /^data:text\/html[^#]*#([0-9a-f]{32})$/.exec(address)?.[1];
}
