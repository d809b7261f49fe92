import type { ModeKind, ScannerCapabilities, SourceKind } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import { allOf, childOf, numberOf, parseEsclXml, textOf, type XmlElement } from './escl-xml.ts';

export type EsclSource = {
  readonly kind: SourceKind;
  /** In 1/300 inch, as eSCL counts. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Needs the newer element for the format as well. */
  readonly hasFormatExtension: boolean;
};

export type EsclDevice = { readonly model: string; readonly sources: readonly EsclSource[]; readonly capabilities: ScannerCapabilities };

/** Names of the protocol, shown to nobody who does not ask. */
export const sourceNames: Readonly<Record<SourceKind, string>> = { flatbed: 'Platen', feeder: 'Feeder', duplex: 'Feeder Duplex' };
export const modeNames: Readonly<Record<string, ModeKind>> = { RGB24: 'color', Grayscale8: 'gray', BlackAndWhite1: 'lineart' };

const unitsPerMm = 300 / 25.4;
export const toUnits = (mm: number): number => Math.round(mm * unitsPerMm);
const a4 = { width: toUnits(210), height: toUnits(297) };
/** Offered where a device names a range; the usual steps of document scanners. */
const usualResolutions = [75, 100, 150, 200, 300, 400, 600, 1200];
const jpeg = 'image/jpeg';

type Profiles = readonly XmlElement[];

/** Reads what the device says of itself. One that cannot deliver JPEG is none of ours: it is said so, not found out in the middle of a stack. */
export function readEsclDevice(bytes: Buffer): EsclDevice {
  const root = parseEsclXml(bytes, 'ScannerCapabilities');
  const shared = allOf(root, 'SettingProfile').filter(profile => profile.attributes['ref'] === undefined);
  const inputs = inputsOf(root);
  const sources = inputs.map(({ kind, caps }) => readSource(kind, caps, profilesOf(caps, shared)));
  const profiles = inputs.flatMap(({ caps }) => profilesOf(caps, shared));
  if (sources.length === 0) throw new AppError('scanner.not-understood', { answer: 'ScannerCapabilities' });
  const formats = profiles.flatMap(profile => [...allOf(profile, 'DocumentFormat'), ...allOf(profile, 'DocumentFormatExt')]).map(({ text }) => text.trim());
  if (formats.length > 0 && !formats.includes(jpeg)) throw new AppError('scanner.no-jpeg');
  return { model: textOf(root, 'MakeAndModel').slice(0, 100), sources, capabilities: capabilitiesOf(sources, profiles) };
}

function inputsOf(root: XmlElement): readonly { readonly kind: SourceKind; readonly caps: XmlElement }[] {
  const adf = childOf(root, 'Adf');
  const simplex = childOf(adf, 'AdfSimplexInputCaps');
  const duplex = childOf(adf, 'AdfDuplexInputCaps');
  const found: readonly (readonly [SourceKind, XmlElement | undefined])[] = [
    ['flatbed', childOf(childOf(root, 'Platen'), 'PlatenInputCaps')],
    ['feeder', simplex],
    // Some name both sides with an empty element: then it is as the one side.
    ['duplex', duplex?.children.length === 0 ? simplex : duplex],
  ];
  return found.flatMap(([kind, caps]) => (caps ? [{ kind, caps }] : []));
}

/** Profiles stand in the source itself, or once for all and are referred to. */
function profilesOf(caps: XmlElement, shared: Profiles): Profiles {
  return allOf(caps, 'SettingProfile').flatMap(profile => {
    const reference = profile.attributes['ref'];
    const meant = reference === undefined ? profile : shared.find(({ attributes }) => attributes['name'] === reference);
    return meant ? [meant] : [];
  });
}

function readSource(kind: SourceKind, caps: XmlElement, profiles: Profiles): EsclSource {
  return {
    kind,
    maxWidth: numberOf(caps, 'MaxWidth') ?? a4.width,
    maxHeight: numberOf(caps, 'MaxHeight') ?? a4.height,
    hasFormatExtension: profiles.some(profile => allOf(profile, 'DocumentFormatExt').length > 0),
  };
}

function capabilitiesOf(sources: readonly EsclSource[], profiles: Profiles): ScannerCapabilities {
  const modes = new Set(profiles.flatMap(profile => allOf(profile, 'ColorMode')).map(({ text }) => text.trim()));
  return {
    sources: sources.map(({ kind }) => ({ name: sourceNames[kind], kind })),
    modes: Object.entries(modeNames).flatMap(([name, kind]) => (modes.has(name) ? [{ name, kind }] : [])),
    resolutionsDpi: resolutionsOf(profiles),
    maxWidthMm: Math.max(...sources.map(({ maxWidth }) => maxWidth)) / unitsPerMm,
    maxHeightMm: Math.max(...sources.map(({ maxHeight }) => maxHeight)) / unitsPerMm,
  };
}

function resolutionsOf(profiles: Profiles): readonly number[] {
  const discrete = profiles.flatMap(profile => allOf(profile, 'DiscreteResolution')).flatMap(each => numberOf(each, 'XResolution') ?? []);
  const ranges = profiles.flatMap(profile => allOf(profile, 'XResolutionRange')).flatMap(range => {
    const [min, max, step] = [numberOf(range, 'Min') ?? 1, numberOf(range, 'Max') ?? 0, numberOf(range, 'Step') ?? 1];
    return usualResolutions.filter(dpi => dpi >= min && dpi <= max && (dpi - min) % Math.max(step, 1) === 0);
  });
  return [...new Set([...discrete, ...ranges])].filter(dpi => dpi > 0).sort((a, b) => a - b);
}
