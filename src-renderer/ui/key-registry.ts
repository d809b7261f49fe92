export type Shortcut = {
  /** Names as `keyNameOf` gives them: `ArrowLeft`, `R`, `?`, `Alt+1`, `Shift+ArrowUp`. The first is shown. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly run: () => void;
  /** Also while typing in a field, for those of its keys that a field has no use for. */
  readonly worksInFields?: boolean;
};

export type KeyLayer = { readonly group: string; readonly isInDialog: boolean; readonly shortcuts: readonly Shortcut[] };

export type PressedKey = { readonly name: string; readonly isInField: boolean; readonly isInDialog: boolean; readonly isOnControl: boolean };

export type KeyRegistry = {
  /** The layer is asked for its shortcuts at each press, so that they are always the newest. */
  add(layer: () => KeyLayer): () => void;
  /** True when a shortcut ran. Later layers win over earlier ones. */
  press(key: PressedKey): boolean;
  list(): readonly KeyLayer[];
};

type KeyPress = { readonly key: string; readonly ctrlKey: boolean; readonly altKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean };

/** One name for one press: letters in upper case; Shift only counts for keys that print nothing. */
export function keyNameOf(event: KeyPress): string {
  const isCharacter = /^\P{C}$/u.test(event.key) && event.key !== ' ';
  const name = isCharacter ? event.key.toUpperCase() : event.key === ' ' ? 'Space' : event.key;
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    event.shiftKey && !isCharacter ? 'Shift+' : '',
  ];
  return modifiers.join('') + name;
}

/** What types, deletes or moves the cursor belongs to the field, whoever else wants it. */
const isFieldKey = (name: string): boolean => /^.$/u.test(name) || ['Enter', 'Space', 'Delete', 'Backspace', 'Home', 'End'].includes(name) || /^(Shift\+)?Arrow/.test(name);

/** Keys that a focused button, link or row uses itself. */
const controlKeys: readonly string[] = ['Enter', 'Space'];

export function createKeyRegistry(): KeyRegistry {
  const layers: (() => KeyLayer)[] = [];
  return {
    add(layer) {
      layers.push(layer);
      return () => {
        layers.splice(layers.indexOf(layer), 1);
      };
    },
    press(key) {
      if (key.isOnControl && controlKeys.includes(key.name)) return false;
      for (const layer of [...layers].reverse()) {
        const { isInDialog, shortcuts } = layer();
        if (key.isInDialog && !isInDialog) continue;
        const found = shortcuts.find(({ keys, worksInFields }) => keys.includes(key.name) && (!key.isInField || (worksInFields === true && !isFieldKey(key.name))));
        if (!found) continue;
        found.run();
        return true;
      }
      return false;
    },
    list: () => layers.map(layer => layer()).filter(({ shortcuts }) => shortcuts.length > 0),
  };
}
