/**
 * Takes from the page what a browser offers beyond a document: its keys, its menu, dropping and dragging out, printing,
 * windows and peer connections. Holds in every frame. Runs inside the page as text: it must not use anything from outside
 * its own braces.
 */
export function guardPage(): void {
  const editKeys = new Set(['a', 'c', 'v', 'x', 'y', 'z', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'home', 'end', 'backspace', 'delete', 'insert']);
  const isEditing = (event: KeyboardEvent, key: string): boolean => event.ctrlKey && !event.altKey && !event.metaKey && editKeys.has(key);
  const isBrowserKey = (event: KeyboardEvent, key: string): boolean =>
    event.ctrlKey || event.altKey || event.metaKey || /^f\d+$/.test(key) || /^browser/.test(key) || (event.shiftKey && key === 'escape');

  // Only the browser's own reaction is taken; the application still gets the key.
  const stop = (event: Event): void => { event.preventDefault(); };
  addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase();
    if (isBrowserKey(event, key) && !isEditing(event, key)) stop(event);
  }, true);
  for (const name of ['contextmenu', 'dragover', 'drop']) addEventListener(name, stop, true);

  // Pictures of pages must not be dragged out; what the application itself made draggable may move.
  addEventListener('dragstart', (event) => {
    const source = event.target;
    const isOwn = source instanceof HTMLElement && source.draggable && !(source instanceof HTMLImageElement || source instanceof HTMLAnchorElement);
    if (!isOwn) stop(event);
  }, true);

  // A link with a modifier or the middle button would open a window.
  for (const name of ['click', 'auxclick'] as const) {
    addEventListener(name, (event) => {
      const isInLink = event.target instanceof Element && event.target.closest('a, area') !== null;
      if (isInLink && (event.button !== 0 || event.ctrlKey || event.shiftKey || event.metaKey)) stop(event);
    }, true);
  }
  // The back and forward buttons of a mouse.
  addEventListener('mouseup', (event) => { if (event.button > 2) stop(event); }, true);

  Object.defineProperty(window, 'print', { value: () => undefined });
  Object.defineProperty(window, 'open', { value: () => null });
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport']) Reflect.deleteProperty(window, name);
}
