import type { Random } from '../random.ts';
import { svg, type Box } from './svg.ts';

export type PortraitLook = { readonly isFemale: boolean; readonly isOld: boolean };

const maleHair = 'M-33,-18 C-36,-52 -16,-62 2,-62 C24,-62 36,-48 33,-18 C30,-34 22,-42 4,-42 C-14,-42 -28,-36 -33,-18 Z';
const femaleHair = 'M-38,26 C-46,-40 -22,-66 0,-66 C22,-66 46,-40 38,26 C30,34 28,10 29,-14 C22,-34 4,-40 -8,-38 C-22,-34 -28,-24 -29,-14 C-28,10 -30,34 -38,26 Z';

/** A passport photograph: nobody's face, but head, hair, collar and light where a photograph has them. */
export function drawPortrait(random: Random, box: Box, { isFemale, isOld }: PortraitLook): string {
  const back = isOld ? '#b9b6ae' : random.pick(['#5b86b8', '#9c2f2c', '#dfe4e8', '#6f9bc6']);
  const skin = isOld ? '#d6d1c6' : '#e0bd9f';
  const shade = isOld ? '#a8a298' : '#c79a7b';
  const cloth = isOld ? '#4d4a46' : random.pick(['#22262f', '#2d3442', '#39322f']);
  const collar = isOld ? '#d8d4ca' : '#eef0f2';
  const hair = isOld ? '#33302d' : '#1d1a19';
  const scale = box.width / 150;
  const face = svg`<path d="M-31,-20 C-32,18 -16,40 0,40 C16,40 32,18 31,-20 C28,-56 -28,-56 -31,-20 Z" fill="${skin}"/>
<path d="M6,-40 C34,-30 32,14 10,36 C26,30 33,6 31,-20 C30,-36 22,-46 6,-40 Z" fill="${shade}" fill-opacity="0.5" stroke-opacity="0.5"/>
<g stroke="${hair}" stroke-width="3" fill="none" fill-opacity="0.75" stroke-opacity="0.75"><path d="M-20,-11 q7,-5 14,-1"/><path d="M6,-12 q8,-4 14,1"/></g>
<g fill="${hair}" fill-opacity="0.75" stroke-opacity="0.75"><ellipse cx="-13" cy="-3" rx="4.2" ry="2.4"/><ellipse cx="13" cy="-3" rx="4.2" ry="2.4"/></g>
<path d="M-1,-2 q-5,14 1,16" stroke="${shade}" stroke-width="2.5" fill="none"/><path d="M-9,24 q9,4 18,0" stroke="#9a5a4c" stroke-width="3" fill="none" fill-opacity="0.6" stroke-opacity="0.6"/>`;
  const body = svg`<path d="M-75,140 L-75,110 C-72,66 -40,58 -14,50 L14,50 C40,58 72,66 75,110 L75,140 Z" fill="${cloth}"/>
<path d="M-15,48 L0,80 L15,48 L9,30 L-9,30 Z" fill="${collar}"/><path d="M-11,26 L-11,46 L0,60 L11,46 L11,26 Z" fill="${shade}"/>
${isFemale ? '' : svg`<path d="M-4,64 L4,64 L7,104 L0,112 L-7,104 Z" fill="${isOld ? '#6a665f' : '#7c2a2e'}"/>`}`;
  return svg`<svg x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" viewBox="-75 -95 150 ${(box.height / box.width) * 150}">
<rect x="-75" y="-95" width="150" height="240" fill="${back}"/>${body}${face}<path d="${isFemale ? femaleHair : maleHair}" fill="${hair}"/></svg>
<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="#f4f1ea" stroke-width="${7 * scale}"/>`;
}
