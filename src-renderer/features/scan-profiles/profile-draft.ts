import { noSteps } from '#shared/domain/page-steps';
import type { ScanProfile, ScanProfileContent } from '#shared/domain/scan-profile';

/** What most personnel papers are scanned by: acceptance demands colour and 300 dpi. */
export const emptyContent: ScanProfileContent = {
  name: '',
  unitId: null,
  source: 'feeder',
  mode: 'color',
  resolutionDpi: 300,
  paper: 'a4',
  steps: { ...noSteps, orient: true, straighten: true, crop: true, setBlanksAside: true },
  deviceOptions: [],
  isLocked: false,
  isButtonWatched: false,
};

/** Under the name that was shown: once it is changed it is the administrator's own. */
export function contentOf(profile: ScanProfile, name: string): ScanProfileContent {
  const { unitId, source, mode, resolutionDpi, paper, steps, deviceOptions, isLocked, isButtonWatched } = profile;
  return { name: name.slice(0, 40), unitId, source, mode, resolutionDpi, paper, steps, deviceOptions, isLocked, isButtonWatched };
}
