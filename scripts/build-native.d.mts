/** Builds each addon of native/ unless it is up to date; answers the names of those that were built. */
export function buildNative(): Promise<readonly string[]>;
