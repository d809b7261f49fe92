import type { PageId, PrintJobId, ViewSessionId } from '../domain/ids.ts';

/** Where each thing that is not JSON lives on the data centre. */
export const apiPath = (name: string): string => `/api/v1/${name}`;
export const logExportPath = '/api/v1/audit/export.jsonl';
export const uploadsPath = '/uploads';
/** `Upload-Metadata: kind <package in base64>` at creation: up to `maxPackageBytes` instead of a page's size. */
export const packageUploadKind = 'package';
export const pagePath = (sessionId: ViewSessionId, pageId: PageId): string => `/api/v1/views/${sessionId}/pages/${pageId}`;
/** 摘录单. */
export const excerptSheetPath = (id: PrintJobId): string => `/api/v1/prints/${id}/sheet.pdf`;
export const printPath = (id: PrintJobId): string => `/api/v1/prints/${id}.pdf`;
