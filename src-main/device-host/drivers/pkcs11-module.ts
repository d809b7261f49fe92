import { createRequire } from 'node:module';
import type * as Pkcs11 from 'pkcs11js';
import { AppError } from '#shared/errors/app-error';

export type { Handle, PKCS11 as Library, Template } from 'pkcs11js';

/** The vendor's library, loaded and initialised. */
export type TokenModule = {
  readonly library: Pkcs11.PKCS11;
  readonly constants: typeof Pkcs11;
  /** Some libraries look for readers only when they are initialised. Every handle is worthless afterwards. */
  readonly startAgain: () => void;
  readonly close: () => void;
};

/** Throws `key.unavailable` when there is no such library, or it is none, or it does not start. */
export function openTokenModule(path: string | undefined): TokenModule {
  if (path === undefined || path === '') throw new AppError('key.unavailable');
  // Loaded here, not imported: the scanners' and the printers' processes have no use for it. `as`: the package's own types.
  const constants = createRequire(import.meta.url)('pkcs11js') as typeof Pkcs11;
  const library = new constants.PKCS11();
  const initialize = (): void => { library.C_Initialize({ flags: constants.CKF_OS_LOCKING_OK }); };
  try {
    library.load(path);
    initialize();
  } catch (cause) {
    throw new AppError('key.unavailable', {}, { cause });
  }
  return {
    library,
    constants,
    startAgain: () => {
      library.C_Finalize();
      initialize();
    },
    close: () => {
      library.C_Finalize();
      library.close();
    },
  };
}
