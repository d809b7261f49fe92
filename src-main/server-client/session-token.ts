/** The token lives with the session; the client only carries it and says when the data centre no longer takes it. */
export type SessionToken = {
  readonly current: () => string | null;
  /** May be told several times for one token. */
  readonly refused: (token: string, code: string) => void;
};
