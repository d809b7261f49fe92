import type { ScanSettings } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { SaneOption, SaneScanner } from './sane-addon.ts';
import { duplexSuffix, findDuplexSwitch, findOption, findResolution, modeKindOf, sourceKindOf } from './sane-capabilities.ts';
import { withSaneErrors } from './sane-errors.ts';

export type AppliedSettings = {
  readonly kind: 'flatbed' | 'feeder' | 'duplex';
  /** What the device really scans with. */
  readonly dpi: number;
};

/** Paper sizes differ by this much between the standards, and glasses are a little shorter than A4: cut, do not refuse. */
const toleratedMm = 4;

/** The options of an opened device, kept true while setting one changes others. */
type OptionBoard = {
  readonly list: () => readonly SaneOption[];
  readonly find: (...names: readonly string[]) => SaneOption | undefined;
  readonly set: (option: SaneOption, value: boolean | number | string) => Promise<SaneOption['value']>;
};

async function openBoard(scanner: SaneScanner): Promise<OptionBoard> {
  const readAll = (): Promise<readonly SaneOption[]> => withSaneErrors({ invalidCode: 'scanner.io-failed' }, () => scanner.options());
  let options = await readAll();
  return {
    list: () => options,
    find: (...names) => findOption(options, ...names),
    set: async (option, value) => {
      const setting = `${option.name} ${String(value)}`;
      const outcome = await withSaneErrors({ invalidCode: 'scanner.setting-refused', params: { setting } }, () => scanner.set(option.index, value));
      const changed = { ...option, value: outcome.value };
      options = outcome.reloadsOptions ? await readAll() : options.map(each => (each.index === option.index ? changed : each));
      return outcome.value;
    },
  };
}

function refuse(setting: string): never {
  throw new AppError('scanner.setting-refused', { setting });
}

async function choose(board: OptionBoard, name: string, wanted: string): Promise<void> {
  const option = board.find(name);
  if (!option) return;
  if (!option.strings.includes(wanted)) refuse(`${name} ${wanted}`);
  if (option.value !== wanted) await board.set(option, wanted);
}

async function switchDuplex(board: OptionBoard, isOn: boolean): Promise<void> {
  const duplex = findDuplexSwitch(board.list());
  const isUsable = duplex !== undefined && duplex.option.isActive && duplex.option.isSettable;
  if (isUsable) await board.set(duplex.option, isOn ? duplex.on : duplex.off);
  else if (isOn) refuse('duplex');
}

async function applySource(board: OptionBoard, wanted: string | null, deviceType: string): Promise<AppliedSettings['kind']> {
  const wantsSwitch = wanted !== null && wanted.endsWith(duplexSuffix);
  const name = wantsSwitch ? wanted.slice(0, -duplexSuffix.length) : wanted;
  if (name !== null) await choose(board, 'source', name);
  await switchDuplex(board, wantsSwitch);
  if (wantsSwitch) return 'duplex';
  const current = board.find('source')?.value;
  return sourceKindOf(typeof current === 'string' ? current : deviceType) ?? 'flatbed';
}

async function applyMode(board: OptionBoard, wanted: string | null): Promise<void> {
  if (wanted !== null) await choose(board, 'mode', wanted);
  const mode = board.find('mode')?.value;
  const depth = board.find('depth');
  if (!depth?.isSettable || depth.value === 8 || (typeof mode === 'string' && modeKindOf(mode) === 'lineart')) return;
  // A JPEG keeps 8 bits a sample; more would only cost time on the cable.
  if (depth.numbers.length === 0 || depth.numbers.includes(8)) await board.set(depth, 8);
}

async function applyResolution(board: OptionBoard, wantedDpi: number): Promise<number> {
  const option = findResolution(board.list());
  if (!option) return wantedDpi;
  const names = option.name === 'x-resolution' ? ['x-resolution', 'y-resolution'] : [option.name];
  for (const name of names) {
    const each = board.find(name);
    if (!each?.isSettable) continue;
    const value = await board.set(each, wantedDpi);
    // The device rounded. A page that claims another resolution than it has fails acceptance later; say it now.
    if (typeof value === 'number' && Math.round(value) !== wantedDpi) refuse(`${name} ${String(wantedDpi)} (${String(value)})`);
  }
  return wantedDpi;
}

function cornerInUnit(option: SaneOption, mm: number, dpi: number): number {
  const max = option.range?.max ?? Number.POSITIVE_INFINITY;
  const perMm = option.unit === 'pixel' ? dpi / 25.4 : 1;
  const wanted = mm * perMm;
  if (wanted - max > toleratedMm * perMm) refuse(`${option.name} ${String(mm)} mm`);
  return Math.min(wanted, max);
}

async function applySize(board: OptionBoard, settings: ScanSettings): Promise<void> {
  const steps: readonly [name: string, mm: number][] = [
    // Sheet-fed devices centre the paper and must know its size before the corners.
    ['page-width', settings.widthMm],
    ['page-height', settings.heightMm],
    ['tl-x', 0],
    ['tl-y', 0],
    ['br-x', settings.widthMm],
    ['br-y', settings.heightMm],
  ];
  for (const [name, mm] of steps) {
    const option = board.find(name);
    if (!option?.isSettable) continue;
    const wanted = Math.max(cornerInUnit(option, mm, settings.resolutionDpi), option.range?.min ?? 0);
    const value = await board.set(option, wanted);
    const perMm = option.unit === 'pixel' ? settings.resolutionDpi / 25.4 : 1;
    if (typeof value === 'number' && Math.abs(value - wanted) > toleratedMm * perMm) refuse(`${name} ${String(mm)} mm (${String(value)})`);
  }
}

/**
 * The desk's own wishes, in the device's words. One that it does not have now is refused by name: a page scanned without what was asked
 * for would look like one with it.
 */
async function applyOptions(board: OptionBoard, wanted: ScanSettings['options'] = []): Promise<void> {
  for (const { name, value } of wanted) {
    const option = board.find(name);
    if (!option?.isSettable) refuse(name);
    else if (option.value !== value) await board.set(option, value);
  }
}

/** Order matters: the source decides which modes there are, the mode which resolutions, and so on. */
export async function applySettings(scanner: SaneScanner, settings: ScanSettings, deviceType: string): Promise<AppliedSettings> {
  const board = await openBoard(scanner);
  const kind = await applySource(board, settings.source, deviceType);
  await applyMode(board, settings.mode);
  const dpi = await applyResolution(board, settings.resolutionDpi);
  await applySize(board, settings);
  await applyOptions(board, settings.options);
  return { kind, dpi };
}
