import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import type { PrintJobId } from '#shared/domain/ids';
import { windowPaths } from '#shared/contract/window-paths';
import { AppError } from '#shared/errors/app-error';

/**
 * Opens the sheets of a prepared print. They live in memory only and are gone with `destroy()`. The library comes when it is
 * first needed; the legacy build knows the browser engines of the supported systems.
 */
export async function openPrint(id: PrintJobId, signal: AbortSignal): Promise<PDFDocumentLoadingTask & { readonly document: PDFDocumentProxy }> {
  const [library, { default: PdfWorker }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
  ]);
  const answer = await fetch(windowPaths.print(id), { signal });
  if (!answer.ok) throw new AppError('resource.not-found');
  library.GlobalWorkerOptions.workerPort ??= new PdfWorker();
  const task = library.getDocument({ data: await answer.arrayBuffer(), useWasm: false, enableXfa: false, stopAtErrors: true });
  return Object.assign(task, { document: await task.promise });
}
