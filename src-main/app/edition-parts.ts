import type { DesktopApi } from '#shared/contract/desktop-api';
import type { Contract, EventContract, Handlers } from '#shared/contract/operation';
import type { Edition } from '#shared/domain/edition';
import type { DeviceClient, DeviceClientOptions, DeviceEvent } from '../device-host/device-client.ts';
import type { ServeHandler } from '../host/app-host.ts';
import type { createUploader } from '../server-client/create-uploader.ts';
import type { StoreOptions } from '../store/index.ts';
import type { CommonServices } from './services.ts';

/** What an edition does for its windows, and what it hears. */
export type Features = {
  /** One for each operation of the edition. */
  readonly handlers: Partial<Handlers<DesktopApi, unknown>>;
  readonly servePages: ServeHandler;
  readonly takeDeviceEvent: (event: DeviceEvent) => void;
  readonly lineIsUp: () => void;
  readonly begin: () => void;
  /** One after the other, before the devices are let go; each has its own patience. */
  readonly stopping: readonly (() => Promise<unknown>)[];
};

export type FeatureParts = {
  /** A library for USB keys is named in this terminal's settings. */
  readonly hasKeyDriver: boolean;
};

/** All that differs between the programs: each is started with its own, so that none holds what only another needs. */
export type EditionParts<Services extends CommonServices> = {
  readonly edition: Edition;
  readonly windowApi: Contract;
  readonly windowEvents: EventContract;
  readonly serverApi: Contract;
  readonly openUploader?: typeof createUploader;
  readonly openStore: (options: StoreOptions) => Promise<Services['store']>;
  readonly createDevices: (options: DeviceClientOptions) => DeviceClient;
  readonly compose: (services: Services, parts: FeatureParts) => Features;
};
