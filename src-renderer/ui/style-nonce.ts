/** The value that this page's policy trusts, fresh for each page (`__CSP_NONCE__` in the served document). */
export function readStyleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

/**
 * Gives every style element that our own scripts make the page's nonce. Ant Design passes it on for its themes, but not for
 * the small styles with which its portals measure scroll bars and hold the page behind a dialog. Markup gains nothing by this:
 * a style in injected HTML is not made by `createElement` and stays refused.
 */
export function giveStylesTheNonce(): void {
  const nonce = readStyleNonce();
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
