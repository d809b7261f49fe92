import { execFileSync } from 'node:child_process';
import type { Stage } from '../stage.ts';
import { demand, showScreen } from './moves.ts';

/** 210 × 297 mm in points; the printer must have got exactly that. */
const a4 = { width: 595.28, height: 841.89 } as const;
const toleranceMm = 0.2;

export async function printAnExcerpt(stage: Stage): Promise<void> {
  const { window } = stage.officerDesk;
  await window.click({ role: 'button', name: '打印摘录' });
  await window.waitFor({ selector: '[data-printer="office-printer"]' });
  await window.fill('页', '1');
  await window.click({ role: 'button', name: '登记并预览' });
  await window.waitFor({ selector: '[role="dialog"] canvas[role="img"]' });
  await window.waitUntil(isSheetDrawn);
  await showScreen(window, '20-print-preview');
  await window.click({ selector: '[role="dialog"] .ant-modal-footer .ant-btn-primary' });
  await window.waitFor({ text: '已打印完成并登记' }, { timeoutMs: 60_000 });
  await showScreen(window, '21-printed');
  const [received] = await stage.cups.receivedFiles('office-printer');
  demand(received !== undefined, 'a document at the printer');
  requireA4(received?.path ?? '');
  await window.click({ selector: '[role="dialog"] .ant-modal-footer .ant-btn-primary' });
}

/** In the page: something stands on the white sheet. */
function isSheetDrawn(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>('[role="dialog"] canvas');
  const pixels = canvas && canvas.width > 400 ? canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data : undefined;
  return pixels?.some((value, index) => index % 4 !== 3 && value < 128) ?? false;
}

function requireA4(pdf: string): void {
  const size = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }));
  const offMm = Math.max(Math.abs(Number(size?.[1]) - a4.width), Math.abs(Number(size?.[2]) - a4.height)) * (25.4 / 72);
  demand(offMm <= toleranceMm, `A4 at the printer, not ${size?.[0] ?? 'an unknown size'}`);
}
