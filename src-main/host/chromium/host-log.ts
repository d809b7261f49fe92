/** What the host did or refused. Carries ids, methods and numbers; never addresses with content, texts or pictures. */
export type HostLogEntry = {
  readonly level: 'info' | 'warn';
  readonly event: string;
  readonly detail?: Readonly<Record<string, string | number>>;
};
export type HostLog = (entry: HostLogEntry) => void;
