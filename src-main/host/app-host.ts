import type { Reply } from '#shared/contract/operation';

/** A request of a window for something of its own origin. */
export type ServeRequest = { readonly path: string; readonly query: URLSearchParams; readonly method: string };
export type ServeResponse = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array };
/** `null` blocks the request. */
export type ServeHandler = (request: ServeRequest) => Promise<ServeResponse | null>;

export type CallHandler = (name: string, input: unknown, caller: { readonly windowId: string }) => Promise<Reply>;

/** What this toolkit can do; the interface adapts to what it cannot. */
export type HostCapabilities = {
  /** Developer tools cannot be opened at all (else they are only closed at once). */
  readonly blocksDevToolsHard: boolean;
  /** The browser engine has no network of its own (own network namespace). */
  readonly hasNoNetwork: boolean;
  readonly isSandboxed: boolean;
  /** Tells where files lie that are dropped on a window. */
  readonly knowsDroppedPaths: boolean;
};

export type HostWindow = {
  readonly id: string;
  /** Tells the page an event of `desktopEvents`. */
  emit(name: string, payload: unknown): void;
  /** Loads the page again, after its process died or hung. */
  reload(): Promise<void>;
  close(): Promise<void>;
};

export type HostEvents = {
  /** The first picture of the page has been painted. */
  readonly 'window-ready': { readonly windowId: string };
  readonly 'window-closed': { readonly windowId: string };
  readonly 'window-crashed': { readonly windowId: string };
  /** A person dropped files or folders on the window; absolute paths of this machine. */
  readonly 'files-dropped': { readonly windowId: string; readonly paths: readonly string[] };
  /** The engine itself is gone and could not be brought back. */
  readonly fatal: { readonly reason: string };
};

/**
 * All that src-main knows of a window toolkit. Both hosts serve the page at `windowOrigin`, allow it no network, no Node,
 * no new windows, no downloads and no permissions, and carry calls and events as JSON only.
 */
export type AppHost = {
  readonly kind: 'electron' | 'chromium' | 'windowless';
  readonly capabilities: HostCapabilities;
  /** Must be called before `openWindow`. */
  serve(handler: ServeHandler): void;
  /** Calls from foreign frames or origins never reach the handler. */
  handleCalls(handler: CallHandler): void;
  openWindow(options: { readonly path: string; readonly title: string }): Promise<HostWindow>;
  on<Name extends keyof HostEvents>(name: Name, listener: (event: HostEvents[Name]) => void): () => void;
  /** Closes every window and ends the engine; no process of it is left. */
  quit(): Promise<void>;
};

/** The same secure origin on both hosts; no such host exists and none is ever asked. */
export const windowOrigin = 'https://app.invalid';
