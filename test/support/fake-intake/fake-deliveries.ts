import type { DesktopEvents } from '../../../src-shared/contract/desktop-api.ts';
import type { Delivery } from '../../../src-shared/domain/delivery.ts';
import type { FakeHandlers } from './fake-desktop.ts';
import { idOf, nameOf } from './invented-intake.ts';

type Invented = Omit<Delivery, 'batchId'> & { readonly batchId: string };
type Emit = (name: keyof DesktopEvents, payload: unknown) => void;

const root = '/media/li/JZ-2026-001';
const folder = (name: string, kind: 'folder' | 'zip' | 'file' = 'folder') => ({ name, path: `${root}/${name}`, kind, bytes: kind === 'folder' ? null : 96_000_000 });
const found = (index: number) => ({ name: `${String(190 + index)}_${nameOf(index + 30)}${index % 4 === 0 ? '.zip' : ''}`, path: `${root}/${String(190 + index)}`, kind: index % 4 === 0 ? ('zip' as const) : ('folder' as const), files: 240 + index, bytes: 98_000_000 + index * 900_000 });

/** The terminal's queue, invented: four on their way, one that failed; what is started waits. */
export function deliveryHandlers(emit: Emit): FakeHandlers {
  const states: readonly Delivery['state'][] = ['sending', 'sending', 'waiting', 'failed', 'waiting'];
  let deliveries: readonly Invented[] = states.map((state, index) => ({
    id: idOf(11, index + 1), batchId: idOf(2, 6), name: found(index).name, path: found(index).path, state,
    bytes: 98_000_000, sentBytes: state === 'sending' ? 31_000_000 * (index + 1) : 0, bytesPerSecond: state === 'sending' ? 9_400_000 : null, secondsLeft: state === 'sending' ? 7 - index * 3 : null,
    error: state === 'failed' ? { code: 'server.unreachable', params: {} } : null,
  }));
  const of = (batchId: string) => deliveries.filter(one => one.batchId === batchId);
  const summaryOf = (own: readonly Invented[]) => {
    const count = (...states: readonly Delivery['state'][]): number => own.filter(({ state }) => states.includes(state)).length;
    const sum = (value: (one: Invented) => number): number => own.reduce((total, one) => total + value(one), 0);
    return {
      waiting: count('waiting', 'paused'), sending: count('sending'), offered: count('offered'), failed: count('failed'), isPaused: count('paused') > 0,
      bytes: sum(({ bytes }) => bytes), sentBytes: sum(({ sentBytes }) => sentBytes), bytesPerSecond: count('sending') > 0 ? 9_400_000 : null, secondsLeft: count('sending') > 0 ? 42 : null,
    };
  };
  return {
    'deliveries.places': () => Promise.resolve({ places: [{ name: 'JZ-2026-001', path: root, kind: 'medium' as const }, { name: '主文件夹', path: '/home/li', kind: 'home' as const }] }),
    'deliveries.search': ({ path, query }) => Promise.resolve({ path, parent: null, entries: Array.from({ length: 14 }, (_, index) => folder(found(index).name.replace('.zip', ''))).filter(({ name }) => name.includes(query)), isCutShort: false }),
    'deliveries.browse': ({ path }) => Promise.resolve({ path, parent: path === '/' ? null : path.slice(0, path.lastIndexOf('/')) || '/', entries: [...Array.from({ length: 14 }, (_, index) => folder(found(index).name.replace('.zip', ''))), folder('补交.zip', 'zip'), folder('说明文件.TXT', 'file')], isCutShort: false }),
    'deliveries.find': ({ paths }) => Promise.resolve({ packages: Array.from({ length: paths.length === 0 ? 0 : 12 }, (_, index) => found(index)), isCutShort: false }),
    // `as never`: invented values, parsed by the contract on their way out.
    'deliveries.list': ({ batchId }) => Promise.resolve({ deliveries: of(batchId), summary: summaryOf(of(batchId)) } as never),
    'deliveries.start': ({ batchId, paths }) => {
      deliveries = [...deliveries, ...paths.map((path, index) => ({ id: idOf(11, 100 + index), batchId, name: found(index).name, path, state: 'waiting' as const, bytes: 98_000_000, sentBytes: 0, bytesPerSecond: null, secondsLeft: null, error: null }))];
      emit('deliveries.progressed', { batchId });
      return Promise.resolve({ deliveries: of(batchId), added: paths.length, known: 0 } as never);
    },
    'deliveries.pause': ({ batchId, isPaused }) => {
      deliveries = deliveries.map(one => (one.batchId === batchId && one.state !== 'failed' ? { ...one, state: isPaused ? 'paused' : 'waiting', bytesPerSecond: null, secondsLeft: null } : one));
      return Promise.resolve({});
    },
    'deliveries.cancel': ({ batchId, id }) => {
      deliveries = deliveries.filter(one => one.batchId !== batchId || (id !== null && one.id !== id));
      return Promise.resolve({});
    },
    'deliveries.retry': ({ batchId, id }) => {
      deliveries = deliveries.map(one => (one.batchId === batchId && (id === null || one.id === id) && one.state === 'failed' ? { ...one, state: 'waiting', error: null } : one));
      return Promise.resolve({});
    },
    'intake.saveDefects': ({ format }) => Promise.resolve({ path: `/home/li/档联导出/问题单-JS-2026-0006.${format}`, parts: 1 }),
    'intake.printDefects': () => Promise.resolve({ state: 'completed', impressions: 3, detail: '' }),
    'intake.saveTemplate': ({ template }) => Promise.resolve({ path: `/home/li/档联导出/目录模板-${template}.xlsx` }),
  };
}
