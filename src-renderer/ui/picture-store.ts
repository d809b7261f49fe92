/** A decoded picture, ready to be drawn; whoever closes it gives its memory back at once. */
export type Picture = { readonly width: number; readonly height: number; readonly source: CanvasImageSource; readonly close: () => void };

/** `now`: somebody waits for it. `ahead`: probably the next. `small`: in a list, when nothing else is to be done. */
export type Urgency = 'now' | 'ahead' | 'small';

export type Shown = { readonly state: 'loading' | 'failed'; readonly picture: null } | { readonly state: 'shown'; readonly picture: Picture };

export type PictureStore = {
  /** Keeps the picture at hand until the answer is called; what nobody wants any more is not loaded further. */
  readonly want: (address: string, urgency: Urgency) => () => void;
  readonly find: (address: string) => Shown;
  /** Asks again for what failed. */
  readonly retry: (address: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Closes every picture and stops every way to one; nothing is loaded before `resume`. */
  readonly release: () => void;
  readonly resume: () => void;
};

type Entry = { shown: Shown; readonly wishes: Urgency[]; loading: AbortController | null; usedAt: number };

export type PictureStoreOptions = {
  readonly load: (address: string, signal: AbortSignal) => Promise<Picture>;
  /** Of decoded pictures. What is on the screen stays in any case; beyond it nothing is fetched ahead, and the longest unused goes first. */
  readonly limitBytes: number;
};

const waiting: Shown = { state: 'loading', picture: null };
const failed: Shown = { state: 'failed', picture: null };
const order: readonly Urgency[] = ['now', 'ahead', 'small'];
const atOnce: Readonly<Record<Urgency, number>> = { now: 4, ahead: 2, small: 2 };
const bytesOf = ({ shown: { picture } }: Entry): number => (picture ? picture.width * picture.height * 4 : 0);
const urgencyOf = ({ wishes }: Entry): Urgency | undefined => order.find(urgency => wishes.includes(urgency));

type Shelf = ReturnType<typeof createShelf>;

/** What is there and what is wanted, within the limit. */
function createShelf(limitBytes: number) {
  const entries = new Map<string, Entry>();
  const usedBytes = (): number => [...entries.values()].reduce((sum, entry) => sum + bytesOf(entry), 0);
  const drop = (address: string, entry: Entry): void => {
    entry.loading?.abort();
    entry.shown.picture?.close();
    entries.delete(address);
  };
  return {
    entries,
    drop,
    isFull: () => usedBytes() >= limitBytes,
    /** The longest unused of what nobody wants. */
    makeRoom: () => {
      for (let bytes = usedBytes(); bytes > limitBytes; bytes = usedBytes()) {
        const unused = [...entries].filter(([, { wishes, shown }]) => wishes.length === 0 && shown.picture).toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0];
        if (!unused) return;
        drop(...unused);
      }
    },
    /** Closes all; what is still wanted waits anew. */
    clear: () => {
      for (const [address, entry] of [...entries]) {
        entry.loading?.abort();
        entry.loading = null;
        entry.shown.picture?.close();
        entry.shown = waiting;
        if (entry.wishes.length === 0) entries.delete(address);
      }
    },
  };
}

/** What may be started now, the most urgent first. */
function nextToLoad({ entries, isFull }: Shelf): readonly (readonly [string, Entry])[] {
  for (const urgency of order) {
    const ofThis = [...entries].filter(([, entry]) => urgencyOf(entry) === urgency);
    const open = ofThis.filter(([, { shown, loading }]) => shown.state === 'loading' && loading === null);
    const underWay = ofThis.filter(([, { loading }]) => loading !== null).length;
    // In a list that is scrolled the last that came into sight is the one looked at.
    if (urgency === 'small') open.reverse();
    const mayStart = urgency === 'ahead' && isFull() ? [] : open.slice(0, Math.max(0, atOnce[urgency] - underWay));
    // What is fetched ahead would only take the line away from what somebody waits for.
    if (mayStart.length + underWay > 0) return mayStart;
  }
  return [];
}

/** Pictures of one reading, decoded ahead of their turn; the reading's end takes them all. */
export function createPictureStore({ load, limitBytes }: PictureStoreOptions): PictureStore {
  const shelf = createShelf(limitBytes);
  const { entries } = shelf;
  const listeners = new Set<() => void>();
  const state = { isReleased: false, tick: 0 };
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const pump = (): void => {
    if (!state.isReleased) for (const [address, entry] of nextToLoad(shelf)) start(address, entry);
  };
  const start = (address: string, entry: Entry): void => {
    const loading = new AbortController();
    entry.loading = loading;
    const settle = (shown: Shown): void => {
      if (loading.signal.aborted || entries.get(address) !== entry) {
        shown.picture?.close();
        return;
      }
      entry.loading = null;
      entry.shown = shown;
      shelf.makeRoom();
      tell();
      pump();
    };
    load(address, loading.signal).then(picture => { settle({ state: 'shown', picture }); }, () => { settle(failed); });
  };
  const leave = (address: string, entry: Entry, urgency: Urgency): void => {
    entry.wishes.splice(entry.wishes.indexOf(urgency), 1);
    entry.usedAt = state.tick += 1;
    if (entry.wishes.length === 0 && entry.shown.state !== 'shown' && entries.get(address) === entry) shelf.drop(address, entry);
    shelf.makeRoom();
    pump();
  };
  const want = (address: string, urgency: Urgency): (() => void) => {
    const entry = entries.get(address) ?? { shown: waiting, wishes: [], loading: null, usedAt: 0 };
    entries.set(address, entry);
    entry.wishes.push(urgency);
    pump();
    let isLeft = false;
    return () => {
      if (!isLeft) leave(address, entry, urgency);
      isLeft = true;
    };
  };
  return { want, find: address => entries.get(address)?.shown ?? waiting, ...otherActs({ shelf, listeners, state, tell, pump }) };
}

type Inside = { readonly shelf: Shelf; readonly listeners: Set<() => void>; readonly state: { isReleased: boolean }; readonly tell: () => void; readonly pump: () => void };

function otherActs({ shelf, listeners, state, tell, pump }: Inside): Omit<PictureStore, 'want' | 'find'> {
  return {
    retry: address => {
      const entry = shelf.entries.get(address);
      if (entry?.shown.state !== 'failed') return;
      entry.shown = waiting;
      tell();
      pump();
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    release: () => {
      state.isReleased = true;
      shelf.clear();
      tell();
    },
    resume: () => {
      state.isReleased = false;
      pump();
    },
  };
}
