// npm run bench -- scan-faults [--sheets 1000] [--seed faults] [--only-table]
// Each kind of fault below the real libsane (scripted backend), at a device paced at about 60 pages/min whose pace is known by then:
// how long until the person is told, how long until the next page is kept, and what was lost. Then a long stack, unpaced, with ten
// faults at random sheets. The person who puts sheets back and presses the one key is a program; what he takes is not counted.
import { parseArgs } from 'node:util';
import { usualPatience } from '../src-main/device-host/scan-pace.ts';
import type { ScanSettings } from '../src-shared/domain/scanning.ts';
import { drawFaults, faultKinds } from '../test/support/random-faults.ts';
import { openScanFloor, type ScanFloor } from '../test/support/scan-floor.ts';
import { keptSides, scanStack, type StackStory } from '../test/support/scanning-person.ts';
import { formatTable, percentile } from './support/figures.ts';

const aims = { noticedPages: 2, backMs: 5_000 } as const;
const { values } = parseArgs({ options: { sheets: { type: 'string', default: '1000' }, seed: { type: 'string', default: 'faults' }, 'only-table': { type: 'boolean', default: false } } });
const settings: ScanSettings = { source: 'ADF Front', mode: 'True Gray', resolutionDpi: 150, widthMm: 60, heightMm: 60, maxPages: null };
const paced = { feed_us: 300_000, slow_us: 110_000 };
const tableSheets = 10;
const faultySheet = 8;

const keptAt = (floor: ScanFloor, from: number): readonly number[] => floor.terminal.events.slice(from).flatMap(({ name, atMs }) => (name === 'scan.page-completed' ? [atMs] : []));

async function measurePageMs(floor: ScanFloor): Promise<number> {
  const from = floor.terminal.events.length;
  await scanStack({ ...floor, draftId: await floor.newDraft(), settings, sheets: tableSheets });
  const times = keptAt(floor, from);
  return percentile(times.slice(1).map((at, index) => at - (times[index] ?? at)), 0.5);
}

type Row = { readonly name: string; readonly noticedMs: number; readonly backMs: number; readonly putBack: readonly number[]; readonly lost: number };

/** Between `gave-up` and the press of the key it is the person's turn. */
function personMs({ troubles, pressedAtMs }: StackStory): number {
  const gaveUp = troubles.filter(({ action }) => action === 'gave-up').map(({ atMs }) => atMs);
  return gaveUp.reduce((sum, atMs, index) => sum + ((pressedAtMs[index] ?? atMs) - atMs), 0);
}

async function measureFault(floor: ScanFloor, kind: (typeof faultKinds)[number]): Promise<Row> {
  const draftId = await floor.newDraft();
  await floor.terminal.call('scanning.listScanners', {});
  await floor.scanner.setFaults([kind.line(faultySheet, 0)]);
  const from = floor.terminal.events.length;
  const story = await scanStack({ ...floor, draftId, settings, sheets: tableSheets });
  const happenedAtMs = (await floor.scanner.happenedAt()) - performance.timeOrigin;
  const noticedAtMs = story.troubles[0]?.atMs ?? Number.NaN;
  const backAtMs = keptAt(floor, from).find(at => at > noticedAtMs) ?? Number.NaN;
  const sides = new Set((await keptSides(floor.terminal, draftId)).map(({ sheet }) => sheet));
  return { name: kind.name, noticedMs: noticedAtMs - happenedAtMs, backMs: backAtMs - noticedAtMs - personMs(story), putBack: story.asked, lost: tableSheets - sides.size };
}

async function measureLongStack(floor: ScanFloor, sheets: number): Promise<{ readonly accounted: number; readonly sides: number; readonly resumes: number; readonly seconds: number; readonly wrongSheets: number }> {
  await floor.scanner.setScript({});
  const draftId = await floor.newDraft();
  await floor.terminal.call('scanning.listScanners', {});
  await floor.scanner.setFaults(drawFaults({ seed: values.seed, sheets, isTwoSided: true }).map(({ line }) => line));
  const startedAt = performance.now();
  const story = await scanStack({ ...floor, draftId, settings: { ...settings, source: 'ADF Duplex', widthMm: 40, heightMm: 40 }, sheets, timeoutMs: 3_600_000 });
  const seconds = (performance.now() - startedAt) / 1000;
  const kept = await keptSides(floor.terminal, draftId);
  const accounted = kept.filter(({ sheet, isBack }, index) => sheet === Math.floor(index / 2) + 1 && isBack === (index % 2 === 1)).length;
  const wrongSheets = story.truly.filter(sheet => !story.asked.includes(sheet)).length;
  return { accounted, sides: sheets * 2, resumes: story.resumes, seconds, wrongSheets };
}

const floor = await openScanFloor(usualPatience);
try {
  await floor.scanner.setScript(paced);
  // The first stack teaches the pace.
  await measurePageMs(floor);
  const pageMs = await measurePageMs(floor);
  const rows: Row[] = [];
  for (const kind of faultKinds) rows.push(await measureFault(floor, kind));
  const told = rows.map(({ name, noticedMs, backMs, putBack, lost }) => [name, (noticedMs / 1000).toFixed(2), (noticedMs / pageMs).toFixed(2), (backMs / 1000).toFixed(2), putBack.join(' ') || '-', String(lost)]);
  console.log(`expected page time ${(pageMs / 1000).toFixed(2)} s; the fault is at sheet ${String(faultySheet)}`);
  console.log(formatTable([['fault', 'noticed, s', 'pages', 'back at work, s', 'put back', 'lost'], ...told]));
  const worst = { noticedPages: Math.max(...rows.map(({ noticedMs }) => noticedMs / pageMs)), backMs: Math.max(...rows.map(({ backMs }) => backMs)), lost: rows.reduce((sum, { lost }) => sum + lost, 0) };
  console.log(`noticed within ${worst.noticedPages.toFixed(2)} page times (aim ${String(aims.noticedPages)}), back at work within ${(worst.backMs / 1000).toFixed(2)} s (aim ${String(aims.backMs / 1000)}), ${String(worst.lost)} lost (aim 0)`);
  const stack = values['only-table'] ? null : await measureLongStack(floor, Number(values.sheets));
  if (stack) console.log(`long stack: ${String(stack.accounted)} of ${String(stack.sides)} sides in their place after ten faults, ${String(stack.resumes)} presses of the key, ${String(stack.wrongSheets)} sheets not named, ${stack.seconds.toFixed(0)} s`);
  console.log(JSON.stringify({ bench: 'scan-faults', pageMs: Math.round(pageMs), noticedPages: Number(worst.noticedPages.toFixed(2)), backMs: Math.round(worst.backMs), lost: worst.lost, stack }));
} finally {
  await floor.close();
}
