import type { PageSteps } from './page-steps.ts';
import type { PaperId, ProfileSource, ScanProfileContent } from './scan-profile.ts';
import type { DeviceOptionValue, ModeKind, ScannerCapabilities, ScanSettings, SourceKind } from './scanning.ts';

export type Paper = { readonly id: PaperId; readonly widthMm: number; readonly heightMm: number };

/** 16开 (185 × 260 mm) is the sheet of most personnel papers before A4 became the rule. `auto` is the largest paper there is. */
export const papers: readonly Paper[] = [
  { id: 'auto', widthMm: 297, heightMm: 420 },
  { id: 'a4', widthMm: 210, heightMm: 297 },
  { id: 'k16', widthMm: 185, heightMm: 260 },
  { id: 'a3', widthMm: 297, heightMm: 420 },
  { id: 'a5', widthMm: 148, heightMm: 210 },
  { id: 'b5', widthMm: 176, heightMm: 250 },
];

/** What the desk has chosen, in names of the device itself; null where the device offers no choice. */
export type ScanChoice = {
  readonly sourceName: string | null;
  /** Where to scan from when the feeder is empty: the glass, where the choice is left to the paper. */
  readonly glassName: string | null;
  readonly modeName: string | null;
  readonly resolutionDpi: number;
  readonly paperId: PaperId;
  readonly options: readonly DeviceOptionValue[];
  readonly steps: PageSteps;
};

/** Where the device could not give what the profile asks for; each has a sentence on the desk. */
export type Shortfall = 'source' | 'mode' | 'resolution' | 'paper' | 'options';

/** As far as a profile is matched against a device. */
export type WantedScan = Omit<ScanProfileContent, 'name' | 'unitId' | 'isLocked' | 'isButtonWatched'>;

const nearSources: Readonly<Record<SourceKind, readonly SourceKind[]>> = {
  feeder: ['feeder', 'duplex', 'flatbed'],
  duplex: ['duplex', 'feeder', 'flatbed'],
  flatbed: ['flatbed', 'feeder', 'duplex'],
};
/** What of a device a profile's source means, and whether its glass stands in for an empty feeder. */
const meantSources: Readonly<Record<ProfileSource, { readonly kind: SourceKind; readonly isGlassToo: boolean }>> = {
  flatbed: { kind: 'flatbed', isGlassToo: false },
  feeder: { kind: 'feeder', isGlassToo: false },
  duplex: { kind: 'duplex', isGlassToo: false },
  'feeder-or-glass': { kind: 'feeder', isGlassToo: true },
  'duplex-or-glass': { kind: 'duplex', isGlassToo: true },
};
const nearModes: Readonly<Record<ModeKind, readonly ModeKind[]>> = {
  color: ['color', 'gray', 'lineart'],
  gray: ['gray', 'color', 'lineart'],
  lineart: ['lineart', 'gray', 'color'],
};
/** Scanned with when the device lists no resolutions: what acceptance demands. */
const usualDpi = 300;

/** The nearest thing this device can do to the profile. */
export function chooseByProfile(profile: WantedScan, device: ScannerCapabilities): ScanChoice {
  const { kind, isGlassToo } = meantSources[profile.source];
  const sourceName = findNearest(device.sources, nearSources[kind]);
  return {
    sourceName,
    glassName: isGlassToo ? glassBeside(sourceName, device) : null,
    modeName: findNearest(device.modes, nearModes[profile.mode]),
    resolutionDpi: nearestResolution(device.resolutionsDpi, profile.resolutionDpi),
    paperId: profile.paper,
    options: profile.deviceOptions,
    steps: profile.steps,
  };
}

/** Null where the source is the glass itself, or the device has none. */
export function glassBeside(sourceName: string | null, { sources }: Pick<ScannerCapabilities, 'sources'>): string | null {
  const glass = sources.find(({ kind }) => kind === 'flatbed');
  return glass === undefined || sources.find(({ name }) => name === sourceName)?.kind === 'flatbed' ? null : glass.name;
}

function findNearest<Kind>(offered: readonly { readonly name: string; readonly kind: Kind }[], wanted: readonly Kind[]): string | null {
  for (const kind of wanted) {
    const found = offered.find(option => option.kind === kind);
    if (found) return found.name;
  }
  return null;
}

/** The smallest resolution that is not coarser than wanted, else the finest there is. */
function nearestResolution(offered: readonly number[], wanted: number): number {
  const ascending = [...offered].sort((a, b) => a - b);
  return ascending.find(dpi => dpi >= wanted) ?? ascending.at(-1) ?? usualDpi;
}

/** What the archivist should know before scanning: the device gives something else than the profile asks for. */
export function listShortfalls(profile: WantedScan, choice: ScanChoice, device: ScannerCapabilities): readonly Shortfall[] {
  const paper = paperOf(choice.paperId);
  const shortfalls: readonly (readonly [Shortfall, boolean])[] = [
    ['source', !isSourceMeant(profile.source, sourceKindOf(choice, device))],
    ['mode', modeKindOf(choice, device) !== null && modeKindOf(choice, device) !== profile.mode],
    ['resolution', choice.resolutionDpi < profile.resolutionDpi],
    ['paper', choice.paperId !== 'auto' && (paper.widthMm > device.maxWidthMm + 1 || paper.heightMm > device.maxHeightMm + 1)],
    ['options', missingOptions(choice, device).length > 0],
  ];
  return shortfalls.filter(([, isShort]) => isShort).map(([shortfall]) => shortfall);
}

/** A device that has the glass alone is all that "feeder or glass" asks for. */
function isSourceMeant(wanted: ProfileSource, kind: SourceKind | null): boolean {
  const meant = meantSources[wanted];
  return kind === null || kind === meant.kind || (meant.isGlassToo && kind === 'flatbed');
}

/** Names of options that this device does not have. A device that was not asked for its options is believed to have all. */
export function missingOptions({ options }: Pick<ScanChoice, 'options'>, device: ScannerCapabilities): readonly string[] {
  const known = device.options;
  return known === undefined ? [] : options.map(({ name }) => name).filter(name => !known.some(option => option.name === name));
}

export function sourceKindOf(choice: Pick<ScanChoice, 'sourceName'>, device: ScannerCapabilities): SourceKind | null {
  return device.sources.find(({ name }) => name === choice.sourceName)?.kind ?? null;
}

function modeKindOf(choice: ScanChoice, device: ScannerCapabilities): ModeKind | null {
  return device.modes.find(({ name }) => name === choice.modeName)?.kind ?? null;
}

function paperOf(id: PaperId): Paper {
  return papers.find(paper => paper.id === id) ?? { id: 'a4', widthMm: 210, heightMm: 297 };
}

/** The call to the device. A flatbed takes one sheet; a feeder runs until it is empty unless one page is rescanned. */
export function toSettings(choice: ScanChoice, device: ScannerCapabilities, onlyOnePage = false): ScanSettings {
  const paper = paperOf(choice.paperId);
  const kind = sourceKindOf(choice, device);
  const missing = missingOptions(choice, device);
  const options = choice.options.filter(({ name }) => !missing.includes(name));
  return {
    source: choice.sourceName,
    ...(choice.glassName === null ? {} : { sourceWhenEmpty: choice.glassName }),
    mode: choice.modeName,
    resolutionDpi: choice.resolutionDpi,
    widthMm: Math.min(paper.widthMm, device.maxWidthMm),
    heightMm: Math.min(paper.heightMm, device.maxHeightMm),
    maxPages: onlyOnePage || (device.endsBy !== 'person' && (kind === 'flatbed' || kind === null)) ? 1 : null,
    ...(options.length > 0 ? { options } : {}),
  };
}

/** Whether a scan is exactly what the profile means on this device; how many sheets is the desk's own business. */
export function isByProfile(profile: WantedScan, device: ScannerCapabilities, asked: { readonly settings: ScanSettings; readonly steps: PageSteps | undefined }): boolean {
  const choice = chooseByProfile(profile, device);
  const meant = toSettings(choice, device);
  return canonical(meant) === canonical(asked.settings) && JSON.stringify(choice.steps) === JSON.stringify(asked.steps ?? choice.steps);
}

function canonical({ source, sourceWhenEmpty, mode, resolutionDpi, widthMm, heightMm, options = [] }: ScanSettings): string {
  return JSON.stringify([source, sourceWhenEmpty ?? null, mode, resolutionDpi, widthMm, heightMm, options.map(({ name, value }) => [name, value])]);
}

/** Resolutions worth offering at a desk: the usual steps the device has, with the chosen one always among them. */
export function offerResolutions(device: ScannerCapabilities, chosen: number): readonly number[] {
  const usual = device.resolutionsDpi.filter(dpi => [150, 200, 300, 400, 600, 1200].includes(dpi));
  return [...new Set([...usual, chosen])].sort((a, b) => a - b);
}
