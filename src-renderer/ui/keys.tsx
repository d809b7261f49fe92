import { createContext, useContext, useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { createKeyRegistry, keyNameOf, type KeyRegistry, type Shortcut } from './key-registry.ts';

const KeysContext = createContext<KeyRegistry | null>(null);

export function useKeyRegistry(): KeyRegistry {
  const registry = useContext(KeysContext);
  if (!registry) throw new Error('useKeyRegistry outside its provider');
  return registry;
}

function matches(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

const fields = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const dialogs = '[role=dialog], [role=listbox].ant-select-dropdown, .ant-select-dropdown, .ant-dropdown';
const controls = 'button, a, summary, [role=button], [role=option], [role=treeitem], [role=menuitem], [role=row], input';

export function KeysProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const registry = useRef<KeyRegistry>(undefined);
  registry.current ??= createKeyRegistry();
  const shared = registry.current;
  useEffect(() => {
    const takenFromBrowser = new WeakSet<Event>();
    // The host has already taken function and Ctrl keys from the browser; that is no sign that a component used them.
    const notice = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) takenFromBrowser.add(event);
    };
    const listen = (event: KeyboardEvent): void => {
      if ((event.defaultPrevented && !takenFromBrowser.has(event)) || event.isComposing) return;
      const didRun = shared.press({
        name: keyNameOf(event),
        isInField: matches(event.target, fields),
        isInDialog: matches(event.target, dialogs),
        isOnControl: matches(event.target, controls),
      });
      if (didRun) event.preventDefault();
    };
    window.addEventListener('keydown', notice, true);
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', notice, true);
      window.removeEventListener('keydown', listen);
    };
  }, [shared]);
  return <KeysContext value={shared}>{children}</KeysContext>;
}

type Options = { readonly isInDialog?: boolean; readonly isActive?: boolean };

/** Registers shortcuts while the component is mounted; `?` shows them under `group` (a text of the user's language). */
export function useKeys(group: string, shortcuts: readonly Shortcut[], options: Options = {}): void {
  const registry = useKeyRegistry();
  const isInDialog = options.isInDialog ?? false;
  const isActive = options.isActive ?? true;
  const newest = useRef({ group, isInDialog, shortcuts });
  newest.current = { group, isInDialog, shortcuts };
  useEffect(() => (isActive ? registry.add(() => newest.current) : undefined), [registry, isActive]);
}
