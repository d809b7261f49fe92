/** A decoded picture, ready to be drawn; whoever closes it gives its memory back at once. */
export type Picture = { readonly width: number; readonly height: number; readonly source: CanvasImageSource; readonly close: () => void };

/** `now`: somebody waits for it. `ahead`: probably the next. `small`: in a list, when nothing else is to be done. */
export type Urgency = 'now' | 'ahead' | 'small';

export type Shown = { readonly state: 'loading' | 'failed'; readonly picture: null } | { readonly state: 'shown'; readonly picture: Picture };

export type PictureStore = {
  /** Keeps the picture at hand until the answer is called; what nobody wants any more is not loaded further. */
  want(address: string, urgency: Urgency): () => void;
  find(address: string): Shown;
  /** Asks again for what failed. */
  retry(address: string): void;
  subscribe(listener: () => void): () => void;
  /** Closes every picture and stops every way to one; nothing is loaded before `resume`. */
  release(): void;
  resume(): void;
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

/** Pictures of one reading, decoded ahead of their turn; the reading's end takes them all. */
export function createPictureStore({ load, limitBytes }: PictureStoreOptions): PictureStore {
  const entries = new Map<string, Entry>();
  const listeners = new Set<() => void>();
  let isReleased = false;
  let tick = 0;
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const usedBytes = (): number => [...entries.values()].reduce((sum, entry) => sum + bytesOf(entry), 0);
  const drop = (address: string, entry: Entry): void => {
    entry.loading?.abort();
    entry.shown.picture?.close();
    entries.delete(address);
  };
  /** The longest unused of what nobody wants. */
  const makeRoom = (): void => {
    for (let bytes = usedBytes(); bytes > limitBytes; bytes = usedBytes()) {
      const unused = [...entries].filter(([, { wishes, shown }]) => wishes.length === 0 && shown.picture).toSorted(([, a], [, b]) => a.usedAt - b.usedAt)[0];
      if (!unused) return;
      drop(...unused);
    }
  };
  const settle = (address: string, entry: Entry, shown: Shown): void => {
    if (entries.get(address) !== entry) {
      shown.picture?.close();
      return;
    }
    entry.loading = null;
    entry.shown = shown;
    makeRoom();
    tell();
    pump();
  };
  const start = (address: string, entry: Entry): void => {
    const loading = new AbortController();
    entry.loading = loading;
    load(address, loading.signal).then(
      picture => {
        if (loading.signal.aborted) picture.close();
        else settle(address, entry, { state: 'shown', picture });
      },
      () => {
        if (!loading.signal.aborted) settle(address, entry, failed);
      },
    );
  };
  const pump = (): void => {
    if (isReleased) return;
    for (const urgency of order) {
      const ofThis = [...entries].filter(([, entry]) => urgencyOf(entry) === urgency);
      const open = ofThis.filter(([, { shown, loading }]) => shown.state === 'loading' && loading === null);
      // In a list that is scrolled the last that came into sight is the one looked at.
      if (urgency === 'small') open.reverse();
      const isFull = urgency === 'ahead' && usedBytes() >= limitBytes;
      const free = isFull ? 0 : atOnce[urgency] - ofThis.filter(([, { loading }]) => loading !== null).length;
      for (const [address, entry] of open.slice(0, Math.max(0, free))) start(address, entry);
      // What is fetched ahead would only take the line away from what somebody waits for.
      if (ofThis.some(([, { loading }]) => loading !== null)) return;
    }
  };
  const leave = (address: string, entry: Entry, urgency: Urgency): void => {
    entry.wishes.splice(entry.wishes.indexOf(urgency), 1);
    entry.usedAt = tick += 1;
    if (entry.wishes.length === 0 && entry.shown.state !== 'shown' && entries.get(address) === entry) drop(address, entry);
    makeRoom();
    pump();
  };
  return {
    want(address, urgency) {
      const entry = entries.get(address) ?? { shown: waiting, wishes: [], loading: null, usedAt: 0 };
      entries.set(address, entry);
      entry.wishes.push(urgency);
      pump();
      let isLeft = false;
      return () => {
        if (!isLeft) leave(address, entry, urgency);
        isLeft = true;
      };
    },
    find: address => entries.get(address)?.shown ?? waiting,
    retry(address) {
      const entry = entries.get(address);
      if (entry?.shown.state !== 'failed') return;
      entry.shown = waiting;
      tell();
      pump();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    release() {
      isReleased = true;
      for (const [address, entry] of [...entries]) {
        entry.loading?.abort();
        entry.loading = null;
        entry.shown.picture?.close();
        entry.shown = waiting;
        if (entry.wishes.length === 0) entries.delete(address);
      }
      tell();
    },
    resume() {
      isReleased = false;
      pump();
    },
  };
}
