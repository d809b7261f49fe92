import { desktopApi, desktopEvents } from '#shared/contract/desktop-api';
import { serverApi } from '#shared/contract/server-api';
import { createDeviceClient } from '../device-host/device-client.ts';
import { createUploader } from '../server-client/create-uploader.ts';
import { openStore } from '../store/index.ts';
import { composeFeatures } from './compose-features.ts';
import type { EditionParts } from './edition-parts.ts';
import type { TerminalServices } from './services.ts';
import { startEdition, type RunningTerminal, type TerminalOptions } from './start-edition.ts';

export type { RunningTerminal, TerminalOptions } from './start-edition.ts';

const archiveEdition: EditionParts<TerminalServices> = {
  edition: 'archive',
  windowApi: desktopApi,
  windowEvents: desktopEvents,
  serverApi,
  openUploader: createUploader,
  openStore,
  createDevices: createDeviceClient,
  compose: composeFeatures,
};

/** 档案端. */
export const startTerminal = (options: TerminalOptions): Promise<RunningTerminal> => startEdition(archiveEdition, options);
