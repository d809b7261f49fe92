import { useQuery } from '@tanstack/react-query';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJobId } from '#shared/domain/ids';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { openPrint, type OpenPrint } from './pdf-document.ts';
import styles from './printing.module.css';

/** The sheets exactly as they will leave the printer: marks, register number and secrecy level included. */
export function PrintPreview({ id }: { readonly id: PrintJobId }): ReactElement {
  const { t } = useTranslation('printing');
  const sheets = useQuery({ queryKey: ['print-preview', id], queryFn: ({ signal }) => openPrint(id, signal), gcTime: 0, staleTime: Infinity });
  const opened = useRef<OpenPrint>(undefined);
  opened.current = sheets.data;
  useEffect(
    () => () => {
      void opened.current?.close();
    },
    [],
  );
  if (sheets.error) return <ErrorNotice error={sheets.error} onRetry={() => void sheets.refetch()} alwaysRetry />;
  if (!sheets.data) return <EmptyState title={t('preview.making')} />;
  return <Sheets document={sheets.data.document} />;
}

function Sheets({ document: pdf }: { readonly document: PDFDocumentProxy }): ReactElement {
  const { t } = useTranslation('printing');
  return (
    <div className={styles['sheets']} role="group" tabIndex={0} aria-label={t('preview.label')}>
      {Array.from({ length: pdf.numPages }, (_, index) => (
        <Sheet key={index} pdf={pdf} number={index + 1} />
      ))}
    </div>
  );
}

const sheetWidth = 560;

function Sheet({ pdf, number }: { readonly pdf: PDFDocumentProxy; readonly number: number }): ReactElement {
  const { t } = useTranslation('printing');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const leaving = new AbortController();
    void drawSheet(pdf, number, { canvas: canvas.current, signal: leaving.signal }).catch((failure: unknown) => {
      if (!leaving.signal.aborted) setError(failure);
    });
    return () => {
      leaving.abort();
    };
  }, [pdf, number]);
  return (
    <figure className={styles['sheet']}>
      <canvas ref={canvas} className={styles['canvas']} role="img" aria-label={t('preview.sheet', { number, total: pdf.numPages })} />
      <figcaption>{t('preview.sheet', { number, total: pdf.numPages })}</figcaption>
      <ErrorNotice error={error} />
    </figure>
  );
}

async function drawSheet(
  pdf: PDFDocumentProxy,
  number: number,
  { canvas, signal }: { readonly canvas: HTMLCanvasElement | null; readonly signal: AbortSignal },
): Promise<void> {
  const page = await pdf.getPage(number);
  if (!canvas || signal.aborted) return;
  const scale = (sheetWidth / page.getViewport({ scale: 1 }).width) * window.devicePixelRatio;
  const viewport = page.getViewport({ scale });
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  const drawing = page.render({ canvas, viewport, intent: 'print' });
  signal.addEventListener('abort', () => {
    drawing.cancel();
  });
  await drawing.promise;
}
