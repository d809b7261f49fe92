import { mostCopyBytes } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';

type Piece = { readonly printJobId: string; readonly offset: number; readonly bytes: Uint8Array };
type Loading = { readonly pieces: Uint8Array[]; readonly length: number };

export type LoadedDocuments = {
  /** Throws `print.state-conflict` for a piece that does not follow the last one, `input.too-large` beyond what a copy may be. */
  readonly add: (piece: Piece) => void;
  /** The whole document, once. Throws `print.state-conflict` where nothing came. */
  readonly take: (printJobId: string) => Uint8Array;
};

/** Whoever loads prints at once: what is older was given up. */
const mostAtOnce = 4;

/** Documents on their way to the printer, in pieces, in memory alone. */
export function createLoadedDocuments(): LoadedDocuments {
  const documents = new Map<string, Loading>();
  return {
    add: ({ printJobId, offset, bytes }) => {
      if (offset === 0) documents.delete(printJobId);
      if (offset === 0 && bytes.length === 0) return;
      const { pieces, length } = documents.get(printJobId) ?? { pieces: [], length: 0 };
      if (length !== offset) throw new AppError('print.state-conflict');
      if (length + bytes.length > mostCopyBytes) {
        documents.delete(printJobId);
        throw new AppError('input.too-large');
      }
      pieces.push(bytes);
      documents.set(printJobId, { pieces, length: length + bytes.length });
      for (const oldest of [...documents.keys()].slice(0, -mostAtOnce)) documents.delete(oldest);
    },
    take: printJobId => {
      const document = documents.get(printJobId);
      if (!document) throw new AppError('print.state-conflict');
      documents.delete(printJobId);
      return Buffer.concat(document.pieces);
    },
  };
}
