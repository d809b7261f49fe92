import type { MaterialId } from '#shared/domain/ids';
import type { ViewSession, ViewSessionState } from '#shared/domain/viewing';

export type EndReason = Exclude<ViewSessionState, 'open'>;

export type OpenView = {
  readonly kind: 'open';
  readonly session: ViewSession;
  /** By the data centre's clock, as of its last answer. */
  readonly secondsLeft: number;
  /** False while the data centre has not answered for a while: nobody knows whether the reading was withdrawn. */
  readonly isConfirmed: boolean;
  /** The line is cut and pages that were shown may be shown for so long; null while the data centre answers. */
  readonly offlineSecondsLeft: number | null;
};

export type ViewState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | OpenView
  | { readonly kind: 'ended'; readonly reason: EndReason };

export type ViewNews =
  | { readonly kind: 'opened'; readonly session: ViewSession }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'heard'; readonly state: ViewSessionState; readonly secondsLeft: number; readonly offlineSecondsLeft?: number | null }
  | { readonly kind: 'silent' }
  | { readonly kind: 'ran-out' };

/** The session with its page addresses is dropped at the end: nothing is left that could be drawn. */
export function advanceView(view: ViewState, news: ViewNews): ViewState {
  switch (news.kind) {
    case 'opened':
      return { kind: 'open', session: news.session, secondsLeft: news.session.secondsLeft, isConfirmed: true, offlineSecondsLeft: null };
    case 'refused':
      return { kind: 'failed', error: news.error };
    default:
      return view.kind === 'open' ? continueView(view, news) : view;
  }
}

function continueView(view: OpenView, news: Exclude<ViewNews, { readonly kind: 'opened' | 'refused' }>): ViewState {
  switch (news.kind) {
    case 'heard':
      if (news.state !== 'open') return { kind: 'ended', reason: news.state };
      return { ...view, secondsLeft: news.secondsLeft, isConfirmed: true, offlineSecondsLeft: news.offlineSecondsLeft ?? null };
    case 'silent':
      return view.isConfirmed ? { ...view, isConfirmed: false } : view;
    case 'ran-out':
      return { kind: 'ended', reason: 'expired' };
  }
}

/** Where reading starts: the first material that has pages. */
export function firstMaterial(session: ViewSession): MaterialId | null {
  return session.materials.find(({ pages }) => pages.length > 0)?.id ?? null;
}
