import type { Client } from '#shared/contract/operation';
import type { MadePicture, PageApi } from '#shared/contract/page-api';
import type { DraftId, DraftPageId } from '#shared/domain/ids';
import type { PageFlag } from '#shared/domain/page-flag';
import { plainRecipe } from '#shared/domain/page-recipe';
import type { TerminalServices } from '../../app/services.ts';
import type { PagePlace, StoredPage } from '../../store/index.ts';
import { asDraftPage, type AlignScans } from '../drafts/index.ts';
import { finishPage } from './finish-page.ts';
import { createStackMemory } from './stack-memory.ts';

export type PageWork = {
  /** A page waits. */
  readonly wake: () => void;
  /** Where two scans of one sheet meet. */
  readonly align: AlignScans;
  /** A scan, or both scans of a joined page laid together, and otherwise untouched. */
  readonly lookAt: (page: Pick<StoredPage, 'dpi' | 'recipe'>, original: Uint8Array) => Promise<MadePicture>;
  /** When nothing is to be done on these pages any more. */
  readonly worked: (places: readonly PagePlace[]) => Promise<void>;
  /** When nothing of this material waits any more. */
  readonly settled: (draftId: DraftId) => Promise<void>;
  /** Waits for no page: what is not done is done at the next start. */
  readonly stop: () => void;
};

/** A page that kills its worker is tried once more, then kept as it was scanned. */
const maxAttempts = 2;
const notWorked: PageFlag = { kind: 'not-worked', params: {} };

/**
 * Works on pages that wait, in the order in which they came. The store is the queue: whatever dies, nothing is lost but the work
 * on the page that was under way, and the feeder never waits for it.
 */
export function createPageWork(services: TerminalServices, workers: readonly Client<PageApi>[]): PageWork {
  const { store, reportBug } = services;
  const attempts = new Map<DraftPageId, number>();
  const busy = new Set<DraftPageId>();
  const ends = createEnds();
  const memory = createStackMemory();
  let isStopped = false;

  const workOn = createWork(services, memory);
  const takeNext = async (): Promise<PagePlace | undefined> => {
    const waiting = await store.pages.listWaiting(workers.length + 1);
    const next = waiting.find(({ id }) => !busy.has(id));
    if (next) busy.add(next.id);
    return next;
  };
  const runOne = async (worker: Client<PageApi>, place: PagePlace): Promise<void> => {
    try {
      await workOn(worker, place);
      attempts.delete(place.id);
    } catch (error) {
      const count = (attempts.get(place.id) ?? 0) + 1;
      attempts.set(place.id, count);
      if (!isStopped) await afterFailure(services, place, { error, count });
    } finally {
      busy.delete(place.id);
      ends.tell();
    }
  };
  const lanes = workers.map(worker =>
    createLane(async () => {
      const place = isStopped ? undefined : await takeNext();
      if (place) await runOne(worker, place);
      return place !== undefined;
    }),
  );
  const wake = (): void => {
    for (const run of lanes) void run().catch(reportBug);
  };
  return {
    wake,
    ...atOnce(workers),
    ...createWaits(store, async isDone => {
      wake();
      while (!isStopped && !(await isDone())) await ends.next();
    }),
    stop: () => {
      isStopped = true;
      ends.tell();
    },
  };
}

function createWaits({ pages }: TerminalServices['store'], until: (isDone: () => Promise<boolean>) => Promise<void>): Pick<PageWork, 'worked' | 'settled'> {
  return {
    worked: places => until(async () => (await Promise.all(places.map(place => pages.find(place)))).every(page => page?.isWaiting !== true)),
    settled: draftId => until(async () => (await pages.countWaiting(draftId)) === 0),
  };
}

/** What a person waits for does not wait for the stack: it shares the last worker with it. */
function atOnce(workers: readonly Client<PageApi>[]): Pick<PageWork, 'align' | 'lookAt'> {
  const requireWorker = (): Client<PageApi> => {
    const worker = workers.at(-1);
    if (!worker) throw new Error('There is no page worker.');
    return worker;
  };
  return {
    align: ({ side, one, other }) => requireWorker()('pages.align', { side, one: { ...one, jpeg: new Uint8Array(one.jpeg) }, other: { ...other, jpeg: new Uint8Array(other.jpeg) } }),
    lookAt: async ({ dpi, recipe: { join } }, original) => {
      const { pictures } = await requireWorker()('pages.work', { jpeg: new Uint8Array(original), dpi, steps: null, recipe: { ...plainRecipe, join } });
      const [picture] = pictures;
      if (!picture) throw new Error('A page was looked at and has no picture.');
      return picture;
    },
  };
}

/** Runs as long as there is something to do; whoever calls while the last answer was "nothing" makes it look again. */
function createLane(doNext: () => Promise<boolean>): () => Promise<void> {
  let [isRunning, isAsked] = [false, false];
  return async () => {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    try {
      while (isAsked) {
        isAsked = false;
        if (await doNext()) isAsked = true;
      }
    } finally {
      isRunning = false;
    }
  };
}

/** The end of the work on any page. */
function createEnds() {
  const waiters = new Set<() => void>();
  return {
    next: () => new Promise<void>(resolve => waiters.add(resolve)),
    tell: (): void => {
      for (const resolve of waiters) resolve();
      waiters.clear();
    },
  };
}

function createWork({ store, emit }: TerminalServices, memory: ReturnType<typeof createStackMemory>) {
  return async (worker: Client<PageApi>, place: PagePlace): Promise<void> => {
    const page = await store.pages.find(place);
    const original = page?.isWaiting === true ? await store.pages.findImage(place, 'original') : undefined;
    if (!page || !original) return;
    const { plan, pictures } = await worker('pages.work', { jpeg: new Uint8Array(original), dpi: page.dpi, steps: page.steps, recipe: page.recipe });
    const finished = await store.transaction(repositories => finishPage(repositories, { place, page, original, plan, pictures }, memory));
    if (!finished) return;
    emit('draft.page-changed', { draftId: place.draftId, page: asDraftPage(finished.page) });
    if (finished.isSplit) emit('draft.changed', { draftId: place.draftId });
  };
}

async function afterFailure(services: TerminalServices, place: PagePlace, { error, count }: { readonly error: unknown; readonly count: number }): Promise<void> {
  services.log.warn('page could not be worked on', { pageId: place.id, attempt: count, reason: error instanceof Error ? error.message.slice(0, 80) : typeof error });
  if (count >= maxAttempts) await giveUp(services, place);
}

/** The scan is the page; somebody looks at it. */
async function giveUp({ store, emit }: TerminalServices, place: PagePlace): Promise<void> {
  const page = await store.transaction(async ({ pages }) => {
    const current = await pages.find(place);
    if (!current) return undefined;
    const kept = { ...current, steps: null, isWaiting: false, flags: [...current.flags.filter(({ kind }) => kind !== 'not-worked'), notWorked] };
    await pages.update(kept);
    return kept;
  });
  if (page) emit('draft.page-changed', { draftId: place.draftId, page: asDraftPage(page) });
}
