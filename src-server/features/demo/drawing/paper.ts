import type { Random } from '../random.ts';
import { sheetHeight, sheetWidth, svg } from './svg.ts';

/** What time did to a sheet: how yellow, how worn, filed on posts or not. */
export type Paper = { readonly year: number; readonly isPunched: boolean; readonly isPhotocopy?: boolean };

const lid = '#e4e3df';

function paperTone(random: Random, { year, isPhotocopy = false }: Paper): string {
  if (isPhotocopy) return random.pick(['#f1f0ec', '#eeede8']);
  if (year < 1986) return random.pick(['#e3d2a9', '#e6d6b0', '#dfcda6']);
  if (year < 1998) return random.pick(['#eadfc2', '#ede3ca', '#e9dcbd']);
  if (year < 2010) return random.pick(['#f3ecdb', '#f4eee0', '#f1e9d6']);
  return random.pick(['#f8f5ec', '#f9f7f0', '#f7f4ea']);
}

/** Edges darken first: four narrow strips, cheaper than one gradient over the sheet. */
function drawAgedEdges(strength: number): string {
  const strip = 150;
  return svg`<g fill-opacity="${strength}"><rect width="${strip}" height="${sheetHeight}" fill="url(#from-left)"/><rect x="${sheetWidth - strip}" width="${strip}" height="${sheetHeight}" fill="url(#from-right)"/>
<rect width="${sheetWidth}" height="${strip}" fill="url(#from-top)"/><rect y="${sheetHeight - strip}" width="${sheetWidth}" height="${strip}" fill="url(#from-bottom)"/></g>`;
}

function drawFoxing(random: Random, count: number): string {
  const spots = Array.from({ length: count }, () => {
    const radius = random.between(3, 17);
    return svg`<ellipse cx="${random.between(30, sheetWidth - 30)}" cy="${random.between(30, sheetHeight - 30)}" rx="${radius}" ry="${radius * random.between(0.7, 1.2)}" fill-opacity="${random.between(0.08, 0.3)}"/>`;
  });
  return `<g fill="#9a6a2c">${spots.join('')}</g>`;
}

/** The rim that a wet cup leaves: two rings that do not quite close. */
function drawCupStain(random: Random): string {
  const [x, y, radius] = [random.between(300, 1900), random.between(300, 2800), random.between(150, 230)];
  const dash = `${String(Math.round(radius * random.between(3, 5.4)))} ${String(Math.round(radius))}`;
  return svg`<g fill="none" stroke="#8a5a24" transform="rotate(${random.int(0, 359)} ${x} ${y})"><circle cx="${x}" cy="${y}" r="${radius}" stroke-width="13" fill-opacity="0.13" stroke-opacity="0.13" stroke-dasharray="${dash}"/>
<circle cx="${x + 3}" cy="${y + 2}" r="${radius - 9}" stroke-width="4" fill-opacity="0.2" stroke-opacity="0.2" stroke-dasharray="${dash}"/><circle cx="${x}" cy="${y}" r="${radius - 12}" fill="#a8762f" stroke="none" fill-opacity="0.05" stroke-opacity="0.05"/></g>`;
}

function drawFold(random: Random): string {
  const y = sheetHeight / 2 + random.between(-25, 25);
  const end = y + random.between(-8, 8);
  return svg`<path d="M0,${y} L${sheetWidth},${end}" stroke="#5d4a2a" stroke-width="3" fill-opacity="0.2" stroke-opacity="0.2"/><path d="M0,${y + 4} L${sheetWidth},${end + 4}" stroke="#ffffff" stroke-width="4" fill-opacity="0.5" stroke-opacity="0.5"/>`;
}

/** Three posts of the box, 83 mm apart, the lowest 54 mm above the foot. */
function drawPunchHoles(random: Random): string {
  const x = 105 + random.between(-6, 6);
  return [2430, 1600, 770]
    .map(y => svg`<circle cx="${x}" cy="${y}" r="27" fill="${lid}"/><path d="M${x - 26},${y - 4} a26,26 0 0 1 52,0" fill="none" stroke="#4a4335" stroke-width="6" fill-opacity="0.5" stroke-opacity="0.5"/>`)
    .join('');
}

function drawWear(random: Random, paper: Paper): string {
  const age = Math.max(0, 2026 - paper.year);
  const parts = [drawAgedEdges(Math.min(0.75, age / 55))];
  if (age > 12) parts.push(drawFoxing(random, random.int(0, Math.min(26, Math.round(age / 1.6)))));
  if (random.chance(0.1)) parts.push(drawCupStain(random));
  if (random.chance(0.22)) parts.push(drawFold(random));
  if (paper.isPunched) parts.push(drawPunchHoles(random));
  if (paper.isPhotocopy) parts.push(drawToner(random));
  return parts.join('');
}

/** Dust and roller marks of a copying machine. */
function drawToner(random: Random): string {
  const dust = Array.from({ length: 60 }, () => svg`<circle cx="${random.between(0, sheetWidth)}" cy="${random.between(0, sheetHeight)}" r="${random.between(0.8, 3)}"/>`);
  const x = random.between(1500, 2050);
  return svg`<g fill="#222" fill-opacity="0.55" stroke-opacity="0.55">${dust.join('')}</g><path d="M${x},0 V${sheetHeight}" stroke="#333" stroke-width="2.5" fill-opacity="0.2" stroke-opacity="0.2"/>`;
}

const gradient = (id: string, direction: string): string =>
  svg`<linearGradient id="${id}" ${direction}><stop offset="0" stop-color="#8f6a2e" stop-opacity="0.5"/><stop offset="0.35" stop-color="#a17b3c" stop-opacity="0.16"/><stop offset="1" stop-color="#b08b4d" stop-opacity="0"/></linearGradient>`;

const gradients = [
  gradient('from-left', 'x1="0" x2="1" y1="0" y2="0"'),
  gradient('from-right', 'x1="1" x2="0" y1="0" y2="0"'),
  gradient('from-top', 'x1="0" x2="0" y1="0" y2="1"'),
  gradient('from-bottom', 'x1="0" x2="0" y1="1" y2="0"'),
].join('');

export type ScanFormat = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly grainTile: string;
  /** Clockwise; by chance when it is left out. */
  readonly turnDegrees?: number;
};

/** A written sheet as a flatbed sees it: on its paper, a little crooked on the lid, with the grain of paper and sensor over all. */
export function layOnScanner(random: Random, content: string, { paper, format }: { readonly paper: Paper; readonly format: ScanFormat }): string {
  const { widthPx, heightPx } = format;
  const scale = widthPx / sheetWidth;
  const chance = random.between(-0.75, 0.75) * (random.chance(0.25) ? 1.4 : 0.7);
  const turn = format.turnDegrees ?? chance;
  const [dx, dy] = [random.between(-9, 9), random.between(-9, 9)];
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"><defs>${gradients}
<pattern id="grain" width="256" height="256" patternUnits="userSpaceOnUse"><image width="256" height="256" href="data:image/png;base64,${format.grainTile}"/></pattern></defs>
<rect width="${widthPx}" height="${heightPx}" fill="${lid}"/>
<g transform="scale(${String(scale)}) translate(${dx} ${dy}) rotate(${turn} 1050 1485)">
<rect x="-5" y="-5" width="${sheetWidth + 10}" height="${sheetHeight + 10}" fill="#55524a" fill-opacity="0.35" stroke-opacity="0.35"/><rect width="${sheetWidth}" height="${sheetHeight}" fill="${paperTone(random, paper)}"/>
${content}${drawWear(random, paper)}</g>
<rect width="${widthPx}" height="${heightPx}" fill="url(#grain)"/></svg>`;
}
