import type { ScanSettings, SourceKind } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { modeNames, sourceNames, toUnits, type EsclDevice, type EsclSource } from './escl-capabilities.ts';
import { parseEsclXml, textOf } from './escl-xml.ts';

/** Where `settings` asks for no source, the first one the device names. */
export function requireSource(device: EsclDevice, settings: ScanSettings): EsclSource {
  const source = settings.source === null ? device.sources[0] : device.sources.find(({ kind }) => sourceNames[kind] === settings.source);
  if (!source) throw new AppError('scanner.setting-refused', { setting: `source ${settings.source ?? ''}` });
  return source;
}

/** Paper sizes differ by this much between the standards: cut, do not refuse. */
const toleratedUnits = toUnits(4);

function extent(name: string, mm: number, max: number): number {
  const wanted = toUnits(mm);
  if (wanted - max > toleratedUnits) throw new AppError('scanner.setting-refused', { setting: `${name} ${String(mm)} mm` });
  return Math.min(wanted, max);
}

/** ScanSettings of eSCL 2.0. Elements stand in the order of the schema; some devices insist on it. */
export function writeScanSettings(device: EsclDevice, source: EsclSource, settings: ScanSettings): Buffer {
  const { mode, resolutionDpi: dpi } = settings;
  const { resolutionsDpi, modes } = device.capabilities;
  const modeName = mode ?? modes[0]?.name ?? 'RGB24';
  if (!Object.hasOwn(modeNames, modeName)) throw new AppError('scanner.setting-refused', { setting: `mode ${modeName}` });
  // A device that scales would hand over pages that claim a resolution they do not have.
  if (resolutionsDpi.length > 0 && !resolutionsDpi.includes(dpi)) throw new AppError('scanner.setting-refused', { setting: `resolution ${String(dpi)}` });
  const width = extent('width', settings.widthMm, source.maxWidth);
  const height = extent('height', settings.heightMm, source.maxHeight);
  const format = 'image/jpeg';
  return Buffer.from(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">',
      '<pwg:Version>2.0</pwg:Version>',
      '<pwg:ScanRegions><pwg:ScanRegion><pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>',
      `<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset><pwg:Width>${String(width)}</pwg:Width><pwg:Height>${String(height)}</pwg:Height>`,
      '</pwg:ScanRegion></pwg:ScanRegions>',
      `<pwg:InputSource>${source.kind === 'flatbed' ? 'Platen' : 'Feeder'}</pwg:InputSource>`,
      `<scan:ColorMode>${modeName}</scan:ColorMode><pwg:DocumentFormat>${format}</pwg:DocumentFormat>`,
      source.hasFormatExtension ? `<scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>` : '',
      `<scan:XResolution>${String(dpi)}</scan:XResolution><scan:YResolution>${String(dpi)}</scan:YResolution>`,
      source.kind === 'flatbed' ? '' : `<scan:Duplex>${String(source.kind === 'duplex')}</scan:Duplex>`,
      '</scan:ScanSettings>',
    ].join(''),
  );
}

/** States of the feeder that a person has to do something about. */
const feederCodes: Readonly<Record<string, ErrorCode>> = {
  ScannerAdfJam: 'scanner.paper-jam',
  ScannerAdfMispick: 'scanner.paper-jam',
  ScannerAdfMultipickDetected: 'scanner.paper-jam',
  ScannerAdfDuplexPageTooShort: 'scanner.paper-jam',
  ScannerAdfDuplexPageTooLong: 'scanner.paper-jam',
  ScannerAdfInputTrayFailed: 'scanner.paper-jam',
  ScannerAdfInputTrayOverloaded: 'scanner.paper-jam',
  ScannerAdfDoorOpen: 'scanner.cover-open',
  ScannerAdfHatchOpen: 'scanner.cover-open',
};

export type EsclStatus = {
  readonly state: 'idle' | 'busy' | 'stopped';
  /** What keeps the feeder from feeding; an empty one is none. */
  readonly feederTrouble: ErrorCode | undefined;
  readonly isFeederEmpty: boolean;
};

export function readStatus(bytes: Buffer): EsclStatus {
  const root = parseEsclXml(bytes, 'ScannerStatus');
  const state = textOf(root, 'State');
  const feeder = textOf(root, 'AdfState');
  return {
    state: state === 'Processing' || state === 'Testing' ? 'busy' : state === 'Stopped' || state === 'Down' ? 'stopped' : 'idle',
    feederTrouble: feederCodes[feeder],
    isFeederEmpty: feeder === 'ScannerAdfEmpty',
  };
}

/** What a status means for who waits for a page of this source; undefined when nothing is wrong. */
export function troubleOf(status: EsclStatus, kind: SourceKind): ErrorCode | undefined {
  if (kind !== 'flatbed' && status.feederTrouble) return status.feederTrouble;
  return status.state === 'stopped' ? 'scanner.io-failed' : undefined;
}
