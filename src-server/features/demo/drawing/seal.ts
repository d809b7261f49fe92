import type { Random } from '../random.ts';
import { svg } from './svg.ts';
import { fonts, redInk } from './text.ts';

const starPoints = Array.from({ length: 10 }, (_, index) => {
  const angle = (index * Math.PI) / 5 - Math.PI / 2;
  const radius = index % 2 === 0 ? 1 : 0.382;
  return `${(Math.cos(angle) * radius).toFixed(3)},${(Math.sin(angle) * radius).toFixed(3)}`;
}).join(' ');

/** A round red office seal: ring, star, the office's name around it; pressed unevenly and never quite straight. */
export function drawSeal(random: Random, office: string, { x, y, radius = 210 }: { readonly x: number; readonly y: number; readonly radius?: number }): string {
  const characters = Array.from(office);
  const size = radius * Math.min(0.33, 3.9 / characters.length);
  const arc = Math.min(260, characters.length * 24);
  const ring = characters
    .map((character, index) => {
      const angle = characters.length === 1 ? 0 : -arc / 2 + (arc * index) / (characters.length - 1);
      return svg`<text transform="rotate(${angle}) translate(0 ${-radius * 0.66}) scale(0.86 1.12)" text-anchor="middle">${character}</text>`;
    })
    .join('');
  // Where the pad was dry the paper shows through.
  const bare = Array.from({ length: 34 }, () => {
    const [angle, distance] = [random.between(0, Math.PI * 2), Math.sqrt(random.next()) * radius];
    return svg`<ellipse cx="${Math.cos(angle) * distance}" cy="${Math.sin(angle) * distance}" rx="${random.between(1.5, 7)}" ry="${random.between(1, 4)}"/>`;
  }).join('');
  const opacity = random.between(0.66, 0.84);
  return svg`<g transform="translate(${x} ${y}) rotate(${random.between(-14, 14)})" fill-opacity="${opacity}" stroke-opacity="${opacity}">
<g fill="none" stroke="${redInk}"><circle r="${radius}" stroke-width="${radius * 0.055}"/></g>
<g fill="${redInk}" font-family="${fonts.song}" font-weight="700" font-size="${size}">${ring}</g>
<polygon points="${starPoints}" transform="scale(${radius * 0.32})" fill="${redInk}"/>
<g fill="#f6f1e4" fill-opacity="0.55" stroke-opacity="0.55">${bare}</g></g>`;
}
