export type TransportRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string | null;
  readonly json?: unknown;
  readonly timeoutMs: number;
  /** How long nothing may arrive; `timeoutMs` where it is left out. */
  readonly silenceMs?: number;
  /** The answer is refused with `input.too-large` as soon as it grows beyond this. */
  readonly limitBytes: number;
};
export type TransportResponse = { readonly status: number; readonly contentType: string; readonly bytes: Buffer<ArrayBuffer> };

export type Transport = {
  /** Throws `server.unreachable`, `server.untrusted` or `operation.timed-out`; any answer at all is returned. */
  readonly send: (request: TransportRequest) => Promise<TransportResponse>;
  /** The same, handing over the body of a 200 as it arrives; the answer then has no bytes left. */
  readonly receive: (request: TransportRequest, take: TakeBytes) => Promise<TransportResponse>;
  readonly close: () => Promise<void>;
};

export type TakeBytes = (bytes: Buffer) => Promise<void>;
