import { describe, expect, test } from 'vitest';
import { createPictureStore, type Picture } from '../../../../src-renderer/ui/picture-store.ts';

const pixels = 100;
const pictureBytes = pixels * pixels * 4;

/** A way to pictures of which the test says when they arrive. */
function aStore(limitPictures = 10) {
  const asked: string[] = [];
  const closed: string[] = [];
  const arrivals = new Map<string, { arrive: () => Promise<void>; fail: () => Promise<void>; signal: AbortSignal }>();
  const store = createPictureStore({
    limitBytes: limitPictures * pictureBytes,
    load: (address, signal) => {
      asked.push(address);
      return new Promise<Picture>((resolve, reject) => {
        const settled = async (act: () => void): Promise<void> => {
          act();
          await Promise.resolve();
          await Promise.resolve();
        };
        const picture: Picture = { width: pixels, height: pixels, source: {} as CanvasImageSource, close: () => closed.push(address) }; // `as`: never drawn here
        arrivals.set(address, { arrive: () => settled(() => { resolve(picture); }), fail: () => settled(() => { reject(new Error('busy')); }), signal });
      });
    },
  });
  return { store, asked, closed, way: (address: string) => arrivals.get(address)! };
}

describe('pictures of a reading', () => {
  test('what somebody waits for comes before what is fetched ahead, and that before the small ones', async () => {
    const { store, asked, way } = aStore();
    store.want('page', 'now');
    store.want('next', 'ahead');
    store.want('thumb', 'small');
    expect(asked).toEqual(['page']);
    await way('page').arrive();
    expect(asked).toEqual(['page', 'next']);
    await way('next').arrive();
    expect(asked).toEqual(['page', 'next', 'thumb']);
  });

  test('a page fetched ahead is there when its turn comes, and is not asked for again', async () => {
    const { store, asked, way } = aStore();
    const leave = store.want('next', 'ahead');
    await way('next').arrive();
    store.want('next', 'now');
    leave();
    expect(store.find('next').state).toBe('shown');
    expect(asked).toEqual(['next']);
  });

  test('what nobody wants any more is not loaded further', () => {
    const { store, way } = aStore();
    store.want('thumb', 'small')();
    expect(way('thumb').signal.aborted).toBe(true);
    expect(store.find('thumb').state).toBe('loading');
  });

  test('beyond the limit nothing is fetched ahead, and the longest unused goes first', async () => {
    const { store, asked, closed, way } = aStore(2);
    for (const address of ['first', 'second']) {
      const leave = store.want(address, 'now');
      await way(address).arrive();
      leave();
    }
    store.want('third', 'now');
    await way('third').arrive();
    expect(closed).toEqual(['first']);
    store.want('second', 'now');
    store.want('ahead', 'ahead');
    expect(asked).toEqual(['first', 'second', 'third']);
  });

  test('what is on the screen stays, however much it is', async () => {
    const { store, closed, way } = aStore(1);
    for (const address of ['left', 'right']) {
      store.want(address, 'now');
      await way(address).arrive();
    }
    expect(closed).toEqual([]);
  });

  test('at the end every picture is closed, what is under way is cut off, and what arrives all the same is closed', async () => {
    const { store, asked, closed, way } = aStore();
    store.want('page', 'now');
    await way('page').arrive();
    store.want('next', 'ahead');
    store.release();
    expect(closed).toEqual(['page']);
    expect(way('next').signal.aborted).toBe(true);
    await way('next').arrive();
    expect(closed).toEqual(['page', 'next']);
    expect(store.find('page')).toEqual({ state: 'loading', picture: null });
    store.want('other', 'now');
    expect(asked).toEqual(['page', 'next']);
    store.resume();
    expect(asked).toEqual(['page', 'next', 'page', 'other']);
  });

  test('a failed one is told and asked for again only when somebody says so', async () => {
    const { store, asked, way } = aStore();
    let told = 0;
    store.subscribe(() => { told += 1; });
    store.want('page', 'now');
    await way('page').fail();
    expect(store.find('page').state).toBe('failed');
    expect(told).toBe(1);
    store.retry('page');
    expect(asked).toEqual(['page', 'page']);
    await way('page').arrive();
    expect(store.find('page').state).toBe('shown');
  });
});
