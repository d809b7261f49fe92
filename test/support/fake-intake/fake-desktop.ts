import { desktopApi, type DesktopApi, type DesktopEvents } from '../../../src-shared/contract/desktop-api.ts';
import type { Handlers } from '../../../src-shared/contract/operation.ts';
import type { Role } from '../../../src-shared/domain/account.ts';
import { AppError } from '../../../src-shared/errors/app-error.ts';
import { bindWindows } from '../../../src-main/bridge/index.ts';
import { createChromiumHost } from '../../../src-main/host/chromium/chromium-host.ts';
import type { ServeHandler } from '../../../src-main/host/app-host.ts';
import { serveRendererFiles } from '../../../src-main/host/serve-renderer.ts';
import { openDriver, type WindowDriver } from '../window-driver.ts';
import { deliveryHandlers } from './fake-deliveries.ts';
import { intakeHandlers } from './fake-batches.ts';
import { officeHandlers } from './fake-office.ts';
import { idOf } from './invented-intake.ts';
import { drawPage } from './page-picture.ts';

export type FakeHandlers = Partial<Handlers<DesktopApi, unknown>>;

export type FakeWindow = {
  readonly window: WindowDriver;
  readonly emit: (name: keyof DesktopEvents, payload: unknown) => void;
  /** What the window asked for, in order. */
  readonly asked: readonly { readonly name: string; readonly input: unknown }[];
  readonly close: () => Promise<void>;
};

type Options = { readonly rendererDirectory: string; readonly roles: readonly Role[]; readonly extra?: FakeHandlers };

/**
 * The product's own window in a real Chromium on an invented desktop: no data centre, no terminal. It answers with made-up data,
 * parsed by the contract like real answers, and remembers what it was told.
 */
export async function openFakeWindow({ rendererDirectory, roles, extra = {} }: Options): Promise<FakeWindow> {
  const host = await createChromiumHost({ headless: true });
  const asked: { name: string; input: unknown }[] = [];
  const serveFiles = serveRendererFiles(rendererDirectory);
  host.serve(async request => (await servePages(request)) ?? serveFiles(request));
  let emit: FakeWindow['emit'] = () => undefined;
  const known: FakeHandlers = { ...sessionHandlers(roles), ...officeHandlers(), ...intakeHandlers(roles), ...deliveryHandlers((name, payload) => { emit(name, payload); }), ...extra };
  const names = Object.keys(desktopApi);
  const answer = (name: string) => (input: unknown): Promise<unknown> => {
    asked.push({ name, input });
    const handle = known[name as keyof DesktopApi] as ((input: unknown) => Promise<unknown>) | undefined; // `as`: the dispatcher has parsed the input by this name's schema
    return handle ? handle(input) : Promise.reject(new AppError('operation.unknown', { name }));
  };
  const handlers = Object.fromEntries(names.map(name => [name, answer(name)])) as unknown as Handlers<DesktopApi, unknown>; // `as`: one for each name
  bindWindows(host, { api: desktopApi, handlers, isLocked: () => false, reportBug: error => { process.stderr.write(`${String(error)}\n`); return 'fake'; } });
  const opened = await host.openWindow({ path: '/', title: '档联' });
  emit = (name, payload) => { opened.emit(name, payload); };
  const window = await openDriver(host, opened);
  await window.setViewport(1366, 768);
  await window.waitFor({ role: 'button', name: '退出登录' }, { timeoutMs: 60_000 });
  return {
    window,
    emit,
    asked,
    close: async () => {
      // What the driver has asked of the page is answered before the page goes.
      await window.evaluate(() => null);
      await host.quit();
    },
  };
}

const servePages: ServeHandler = async ({ path, query }) => {
  const match = /^\/intake\/[^/]+\/([^/]+)$/.exec(path);
  if (!match) return null;
  const size = query.get('size');
  const body = await drawPage(Number((match[1] ?? '').slice(-6)), size === 'thumb' || size === 'half' ? size : 'full');
  return { status: 200, headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' }, body };
};

function sessionHandlers(roles: readonly Role[]): FakeHandlers {
  const signedIn = {
    account: { id: idOf(10, 1), loginName: 'dangan', displayName: '李档案', unitId: idOf(1, 1), unitName: '中共包头市委组织部', roles: [...roles] },
    mustChangePassword: false,
    isPasswordExpired: false,
    passwordPolicy: { minLength: 10, minClasses: 3, maxAgeDays: 30, history: 5 },
    idleLockSeconds: 600,
    isLocked: false,
  };
  return {
    // `as never`: invented values, parsed by the contract on their way out.
    'terminal.get': () => Promise.resolve({ name: 'DA-01', hostKind: 'chromium', version: '0', edition: 'archive', siteName: '包头市干部人事档案数据中心', isDemo: false, demoAccounts: [], isOnline: true } as never),
    'session.get': () => Promise.resolve({ signedIn } as never),
    'enrolment.get': () => Promise.resolve({ state: 'enrolled', name: 'DA-01', fingerprint: null }),
    'keys.present': () => Promise.resolve({ isOffered: false, problem: null, tokens: [], ownKeyId: null, loginNames: {} }),
    'printing.listPrinters': () => Promise.resolve({ printers: [{ name: 'office', description: '办公室打印机', model: 'Office', state: 'idle', isAccepting: true, reasons: [], hasColor: true, isDefault: true, device: 'local', deviceUri: 'usb://Office', trays: [], hasDuplex: false, approval: 'approved' }] }),
    'units.list': () => Promise.resolve({ units: [] }),
  };
}
