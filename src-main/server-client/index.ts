export { createServerClient, type ServerClient } from './create-server-client.ts';
export { isForLater } from './for-later.ts';
export { createHold, type Hold } from './hold.ts';
export type { SessionToken } from './session-token.ts';
export { sourceOf, type UploadSource } from './uploader.ts';
