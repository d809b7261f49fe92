import type { ScannerCapabilities, ScanProfile, ScanSettings } from '#shared/domain/scanning';

export type SourceKind = ScannerCapabilities['sources'][number]['kind'];
export type ModeKind = ScannerCapabilities['modes'][number]['kind'];
export type PaperId = 'a4' | 'k16' | 'a3';
export type Paper = { readonly id: PaperId; readonly widthMm: number; readonly heightMm: number };

/** 16开 (185 × 260 mm) is the sheet of most personnel papers before A4 became the rule. */
export const papers: readonly Paper[] = [
  { id: 'a4', widthMm: 210, heightMm: 297 },
  { id: 'k16', widthMm: 185, heightMm: 260 },
  { id: 'a3', widthMm: 297, heightMm: 420 },
];

/** What the desk has chosen, in names of the device itself; null where the device offers no choice. */
export type ScanChoice = {
  readonly sourceName: string | null;
  readonly modeName: string | null;
  readonly resolutionDpi: number;
  readonly paperId: PaperId;
};

/** Where the device could not give what the profile asks for; each has a sentence on the desk. */
export type Shortfall = 'source' | 'mode' | 'resolution' | 'paper';

const nearSources: Readonly<Record<SourceKind, readonly SourceKind[]>> = {
  feeder: ['feeder', 'duplex', 'flatbed'],
  duplex: ['duplex', 'feeder', 'flatbed'],
  flatbed: ['flatbed', 'feeder', 'duplex'],
};
const nearModes: Readonly<Record<ScanProfile['mode'], readonly ModeKind[]>> = {
  color: ['color', 'gray', 'lineart'],
  gray: ['gray', 'color', 'lineart'],
};
/** Scanned with when the device lists no resolutions: what acceptance demands. */
const usualDpi = 300;

/** The nearest thing this device can do to the profile. */
export function chooseByProfile(profile: ScanProfile, device: ScannerCapabilities): ScanChoice {
  return {
    sourceName: findNearest(device.sources, nearSources[profile.source]),
    modeName: findNearest(device.modes, nearModes[profile.mode]),
    resolutionDpi: nearestResolution(device.resolutionsDpi, profile.resolutionDpi),
    paperId: 'a4',
  };
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
export function listShortfalls(profile: ScanProfile, choice: ScanChoice, device: ScannerCapabilities): readonly Shortfall[] {
  const paper = paperOf(choice.paperId);
  const shortfalls: readonly (readonly [Shortfall, boolean])[] = [
    ['source', sourceKindOf(choice, device) !== null && sourceKindOf(choice, device) !== profile.source],
    ['mode', modeKindOf(choice, device) !== null && modeKindOf(choice, device) !== profile.mode],
    ['resolution', choice.resolutionDpi < profile.resolutionDpi],
    ['paper', paper.widthMm > device.maxWidthMm + 1 || paper.heightMm > device.maxHeightMm + 1],
  ];
  return shortfalls.filter(([, isShort]) => isShort).map(([shortfall]) => shortfall);
}

export function sourceKindOf(choice: ScanChoice, device: ScannerCapabilities): SourceKind | null {
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
  return {
    source: choice.sourceName,
    mode: choice.modeName,
    resolutionDpi: choice.resolutionDpi,
    widthMm: Math.min(paper.widthMm, device.maxWidthMm),
    heightMm: Math.min(paper.heightMm, device.maxHeightMm),
    maxPages: onlyOnePage || kind === 'flatbed' || kind === null ? 1 : null,
  };
}

/** Resolutions worth offering at a desk: the usual steps the device has, with the chosen one always among them. */
export function offerResolutions(device: ScannerCapabilities, chosen: number): readonly number[] {
  const usual = device.resolutionsDpi.filter(dpi => [150, 200, 300, 400, 600, 1200].includes(dpi));
  return [...new Set([...usual, chosen])].sort((a, b) => a - b);
}
