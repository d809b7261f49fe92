/** Builds native/devices unless it is up to date; answers whether it built. */
export function buildNative(): Promise<boolean>;
