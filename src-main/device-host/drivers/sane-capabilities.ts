import type { ScannerCapabilities } from '#shared/domain/scanning';
import type { SaneOption } from './sane-addon.ts';
import { hasButtons } from './sane-buttons.ts';
import { deviceOptionsOf } from './sane-device-options.ts';

type SourceKind = ScannerCapabilities['sources'][number]['kind'];
type ModeKind = ScannerCapabilities['modes'][number]['kind'];

/**
 * What the vendors call their sources: "Flatbed", "ADF", "ADF Duplex", "ADF Back", "Automatic Document Feeder(left aligned)",
 * "Automatic Document Feeder(centrally aligned,Duplex)", "Document Table", "自动进纸器". SANE fixes no names.
 * Film holders and slots for plastic cards are left out: no paper lies there.
 */
const noPaperPattern = /transparen|film|slide|negative|positive|tpu|^card\b/i;
const duplexPattern = /duplex|both.?sides|(two|2|double).?(sided|side|faced)|双面|正反/i;
/** "Simplex" says that only a feeder is meant; it names no place of its own. */
const feederPattern = /adf|feed|sheet|simplex|single.?(sided|side)|tray|走纸|进纸|馈纸|输稿|送稿|单面/i;

export function sourceKindOf(name: string): SourceKind | undefined {
  if (noPaperPattern.test(name)) return undefined;
  if (duplexPattern.test(name)) return 'duplex';
  return feederPattern.test(name) ? 'feeder' : 'flatbed';
}

/** "Gray[Error Diffusion]" (Brother) is black and white, whatever it says first. */
const lineartPattern = /line.?art|half.?tone|binary|black\s*(&|and)\s*white|mono|diffusion|dither|黑白|二值/i;

export function modeKindOf(name: string): ModeKind | undefined {
  if (lineartPattern.test(name)) return 'lineart';
  if (/gr[ae]y|灰/i.test(name)) return 'gray';
  return /colou?r|rgb|彩/i.test(name) ? 'color' : undefined;
}

/** Some backends (epsonds, kodakaio and others) keep "both sides" in an option of its own beside the source. */
export const duplexSuffix = ' + duplex';

export function findOption(options: readonly SaneOption[], ...names: readonly string[]): SaneOption | undefined {
  return options.find(option => names.includes(option.name) && option.isActive);
}

/** epsonds and epsonscan2: `duplex`; epson2: `adf-mode`; the others: drivers of vendors. */
const duplexSwitchNames: readonly string[] = ['duplex', 'adf-mode', 'adf_mode', 'adf-duplex', 'duplex-scan', 'double-sided', 'two-sided', 'scan-sides', 'sides'];

/** The switch for both sides, and the value that turns it on or off; undefined when the source itself says it. */
export function findDuplexSwitch(options: readonly SaneOption[]): { option: SaneOption; on: boolean | string; off: boolean | string } | undefined {
  // Often inactive until the feeder is chosen, so activity does not matter here.
  const option = options.find(candidate => duplexSwitchNames.includes(candidate.name));
  if (option?.type === 'bool') return { option, on: true, off: false };
  const on = option?.strings.find(value => duplexPattern.test(value));
  const off = option?.strings.find(value => !duplexPattern.test(value));
  return option && on !== undefined && off !== undefined ? { option, on, off } : undefined;
}

function sourcesOf(options: readonly SaneOption[], deviceType: string): ScannerCapabilities['sources'] {
  const names = findOption(options, 'source')?.strings ?? [];
  // A device without a choice is what its type says, e.g. "sheetfed scanner".
  const all = names.length > 0 ? names : [deviceType || 'scanner'];
  const sources = all.flatMap(name => {
    const kind = sourceKindOf(name);
    return kind === undefined ? [] : [{ name, kind }];
  });
  if (sources.some(source => source.kind === 'duplex') || findDuplexSwitch(options) === undefined) return sources;
  const feeder = sources.find(source => source.kind === 'feeder');
  return feeder ? [...sources, { name: `${feeder.name}${duplexSuffix}`, kind: 'duplex' }] : sources;
}

/** Offered out of a range; the usual steps of document scanners. */
const usualResolutions = [75, 100, 150, 200, 240, 300, 400, 600, 1200];

export function resolutionsOf(option: SaneOption | undefined): readonly number[] {
  if (!option) return [];
  if (option.numbers.length > 0) return option.numbers.filter(dpi => Number.isInteger(dpi) && dpi > 0).sort((a, b) => a - b);
  const { range } = option;
  if (!range) return typeof option.value === 'number' && option.value > 0 ? [Math.round(option.value)] : [];
  const isOnStep = (dpi: number): boolean => range.quant <= 0 || Math.abs((dpi - range.min) / range.quant - Math.round((dpi - range.min) / range.quant)) < 1e-6;
  return usualResolutions.filter(dpi => dpi >= range.min && dpi <= range.max && isOnStep(dpi));
}

export function findResolution(options: readonly SaneOption[]): SaneOption | undefined {
  return findOption(options, 'resolution') ?? findOption(options, 'x-resolution');
}

const anySizeMm = 450;

/** How far a corner can go, in mm. Pixels are converted by the resolution that is set. */
function extentMm(options: readonly SaneOption[], name: string): number {
  const option = findOption(options, name);
  if (!option) return anySizeMm;
  const max = option.range?.max ?? Math.max(0, ...option.numbers);
  if (max <= 0) return anySizeMm;
  if (option.unit !== 'pixel') return max;
  const dpi = findResolution(options)?.value;
  return typeof dpi === 'number' && dpi > 0 ? (max / dpi) * 25.4 : anySizeMm;
}

/** Reads what the device says of itself; nothing is taken for granted. */
export function capabilitiesOf(options: readonly SaneOption[], deviceType: string): ScannerCapabilities {
  const modes = findOption(options, 'mode')?.strings ?? [];
  return {
    sources: [...sourcesOf(options, deviceType)],
    modes: modes.flatMap(name => {
      const kind = modeKindOf(name);
      return kind === undefined ? [] : [{ name, kind }];
    }),
    resolutionsDpi: resolutionsOf(findResolution(options)),
    maxWidthMm: extentMm(options, 'br-x'),
    maxHeightMm: extentMm(options, 'br-y'),
    options: deviceOptionsOf(options, duplexSwitchNames),
    hasButtons: hasButtons(options),
  };
}
