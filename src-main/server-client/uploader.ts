import type { packageUploadKind } from '#shared/contract/server-paths';

/** What is sent: any part of it, also again after a break. An AppError that `slice` throws ends the upload with it. */
export type UploadSource = { readonly size: number; readonly slice: (start: number, end: number) => Promise<Buffer> };

export const sourceOf = (bytes: Buffer): UploadSource => ({ size: bytes.length, slice: (start, end) => Promise.resolve(bytes.subarray(start, end)) });

export type NewUpload = {
  readonly source: UploadSource;
  /** A page, unless the data centre is told at creation that a package comes. */
  readonly kind?: typeof packageUploadKind;
  /** Where an earlier attempt got its place at the data centre; null begins a new one. */
  readonly url: string | null;
  /** To be kept, so that a later attempt goes on where this one stopped. */
  readonly onUrl: (url: string) => Promise<void>;
  readonly onProgress: (sentBytes: number) => void;
  /** Breaks it off with the signal's reason; what has arrived stays there. */
  readonly signal?: AbortSignal;
};

export type Uploader = {
  /** Answers the id of the finished upload. What has arrived is not sent again. */
  readonly upload: (upload: NewUpload) => Promise<{ readonly uploadId: string }>;
  /** Breaks off what is under way. */
  readonly close: () => void;
};
