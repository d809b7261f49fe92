/** Encrypted images by id. Written once, never changed; nothing in clear ever reaches the disk. */
export type PageStore = {
  /** Encrypts and stores; durable when the promise resolves. Under `id`, a new UUID that the caller has written down before, when he gives one. */
  put(bytes: Uint8Array, id?: string): Promise<string>;
  /** Throws when the blob is absent or was tampered with. */
  get(blobId: string): Promise<Buffer>;
  /** For blobs whose transaction rolled back. */
  remove(blobId: string): Promise<void>;
  /** Throws when the store cannot be written. */
  ping(): Promise<void>;
};
