/** Key and certificate of this terminal, in PEM; null while it is not enrolled. */
export type CredentialSource = () => { readonly key: string; readonly cert: string } | null;

export type ServerAddress = { readonly serverUrl: string; readonly caCertificatePem: string; readonly credentials: CredentialSource };

type Pool<Thing> = { readonly open: (shown: ReturnType<CredentialSource>) => Thing; readonly retire: (thing: Thing) => void };

/** The thing made for the certificate that is shown now; another one replaces it when that changes. */
export function keepPerCertificate<Thing>(credentials: CredentialSource, { open, retire }: Pool<Thing>): () => Thing {
  let kept: { readonly certificate: string | undefined; readonly thing: Thing } | undefined;
  return () => {
    const shown = credentials();
    if (kept && kept.certificate === shown?.cert) return kept.thing;
    if (kept) retire(kept.thing);
    kept = { certificate: shown?.cert, thing: open(shown) };
    return kept.thing;
  };
}
