import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { PrintJobId } from '#shared/domain/ids';
import { windowPaths } from '#shared/contract/window-paths';
import { AppError } from '#shared/errors/app-error';

export type OpenPrint = { readonly document: PDFDocumentProxy; readonly close: () => Promise<void> };

/**
 * Opens the sheets of a prepared print. They live in memory only and are gone with `close()`. The library comes when it is
 * first needed; the legacy build knows the browser engines of the supported systems.
 */
export async function openPrint(id: PrintJobId, signal: AbortSignal): Promise<OpenPrint> {
  const [library, { default: PdfThread }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
  ]);
  const answer = await fetch(windowPaths.print(id), { signal });
  if (!answer.ok) throw new AppError('resource.not-found');
  const data = await answer.arrayBuffer();
  // A thread of its own: a picture that it has decoded and nobody has drawn goes with it.
  const thread = new PdfThread();
  const worker = library.PDFWorker.create({ port: thread });
  const task = library.getDocument({ data, worker, useWasm: false, enableXfa: false, stopAtErrors: true });
  const close = async (): Promise<void> => {
    await task.destroy();
    worker.destroy();
    thread.terminate();
  };
  try {
    const document = await task.promise;
    signal.throwIfAborted();
    return { document, close };
  } catch (error) {
    await close();
    throw error;
  }
}
