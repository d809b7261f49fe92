import type { PageSteps } from '#shared/domain/page-steps';
import { chooseByProfile, listShortfalls, toSettings, type ScanChoice, type Shortfall } from '#shared/domain/profile-matching';
import type { ScanProfile, ScanProfileId } from '#shared/domain/scan-profile';
import type { Scanner, ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useKeptState } from '../../ui/kept-state.tsx';

export type ScannerDesk = {
  readonly scanners: readonly Scanner[];
  readonly scannerId: string | null;
  readonly chooseScanner: (id: string) => void;
  /** Those of the data centre. */
  readonly profiles: readonly ScanProfile[];
  /** When the data centre last said what they are, where it cannot be asked now. */
  readonly profilesKeptAt: string | null;
  readonly profileId: ScanProfileId | null;
  readonly chooseProfile: (id: ScanProfileId) => void;
  /** The administrator has closed the profile, or everything but profiles: nothing of it can be edited. */
  readonly isLocked: boolean;
  /** The profile wants the buttons of the scanner asked after, and the scanner has some. */
  readonly isButtonWatched: boolean;
  /** Known once the device has been asked. */
  readonly device: ScannerCapabilities | undefined;
  readonly choice: ScanChoice | undefined;
  readonly edit: (changes: Partial<ScanChoice>) => void;
  readonly shortfalls: readonly Shortfall[];
  readonly settingsFor: (onlyOnePage: boolean) => ScanSettings | undefined;
  /** What another profile means on this device, as it comes from the data centre. */
  readonly settingsBy: (id: ScanProfileId) => { readonly settings: ScanSettings; readonly steps: PageSteps } | undefined;
  readonly isSearching: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
};

type Kept = { readonly scannerId: string | null; readonly profileId: ScanProfileId | null; readonly changes: Partial<ScanChoice> };
const start: Kept = { scannerId: null, profileId: null, changes: {} };

/** Which scanner, with which settings: chosen once, kept for the whole stack of materials. */
export function useScannerDesk(): ScannerDesk {
  const [kept, setKept] = useKeptState<Kept>('scanning.desk', start);
  const devices = useDevices(kept.scannerId);
  const { profile, ...profiles } = useProfiles(kept.profileId);
  return {
    ...devices,
    ...profiles,
    ...choose(profile, devices.device, profiles.isLocked ? {} : kept.changes),
    isButtonWatched: profile?.isButtonWatched === true && devices.device?.hasButtons === true,
    settingsBy: id => byProfile(profiles.profiles.find(each => each.id === id), devices.device),
    // Names of sources and modes belong to one device: changes by hand do not survive another one.
    chooseScanner: id => { setKept({ ...kept, scannerId: id, changes: {} }); },
    chooseProfile: profileId => { setKept({ ...kept, profileId, changes: {} }); },
    edit: changes => { setKept({ ...kept, changes: { ...kept.changes, ...changes } }); },
    error: devices.error ?? profiles.error,
    refresh: () => {
      devices.refresh();
      profiles.refresh();
    },
  };
}

type Profiles = Pick<ScannerDesk, 'profiles' | 'profilesKeptAt' | 'profileId' | 'isLocked' | 'error' | 'refresh'> & { readonly profile: ScanProfile | undefined };

const noProfiles = { profiles: [], isProfilesOnly: false, keptAt: null } as const;

/** The one of last time may have been removed since; the first is what most papers are scanned by. */
function useProfiles(wanted: ScanProfileId | null): Profiles {
  const list = useDesktopQuery('scanProfiles.list', {});
  const { profiles, isProfilesOnly, keptAt } = list.data ?? noProfiles;
  const profile = profiles.find(({ id }) => id === wanted) ?? profiles[0];
  return {
    profiles,
    profile,
    profilesKeptAt: keptAt,
    profileId: profile?.id ?? null,
    isLocked: isProfilesOnly || profile?.isLocked === true,
    error: list.error,
    refresh: () => void list.refetch(),
  };
}

function choose(
  profile: ScanProfile | undefined,
  device: ScannerCapabilities | undefined,
  changes: Partial<ScanChoice>,
): Pick<ScannerDesk, 'choice' | 'shortfalls' | 'settingsFor'> {
  if (!profile || !device) return { choice: undefined, shortfalls: [], settingsFor: () => undefined };
  const choice = { ...chooseByProfile(profile, device), ...changes };
  return {
    choice,
    shortfalls: listShortfalls(profile, choice, device),
    settingsFor: onlyOnePage => toSettings(choice, device, onlyOnePage),
  };
}

function byProfile(profile: ScanProfile | undefined, device: ScannerCapabilities | undefined): ReturnType<ScannerDesk['settingsBy']> {
  if (!profile || !device) return undefined;
  const choice = chooseByProfile(profile, device);
  return { settings: toSettings(choice, device), steps: choice.steps };
}

type Devices = Pick<ScannerDesk, 'scanners' | 'scannerId' | 'device' | 'isSearching' | 'error' | 'refresh'>;

/** The scanners there are, and what the one in use can do: the one of last time, else the first. */
function useDevices(wanted: string | null): Devices {
  const list = useDesktopQuery('scanning.listScanners', {});
  const scanners = list.data?.scanners ?? [];
  const scannerId = findScanner(scanners, wanted);
  const described = useDesktopQuery('scanning.describeScanner', { scannerId: scannerId ?? '-' }, { isEnabled: scannerId !== null });
  return {
    scanners,
    scannerId,
    // Without a scanner the query is off and has neither data nor error.
    device: described.data,
    isSearching: list.isFetching || described.isFetching,
    error: list.error ?? described.error,
    refresh: () => {
      void list.refetch();
      if (scannerId !== null) void described.refetch();
    },
  };
}

function findScanner(scanners: readonly Scanner[], wanted: string | null): string | null {
  return (scanners.find(({ id }) => id === wanted) ?? scanners[0])?.id ?? null;
}
