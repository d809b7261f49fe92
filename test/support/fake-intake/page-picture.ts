import sharp from 'sharp';

const widths = { thumb: 240, half: 1240, full: 2480 } as const;

/** A sheet that looks like a form of the field: a heading, a table, writing, a seal; invented, and different for each number. */
export async function drawPage(seed: number, size: keyof typeof widths): Promise<Buffer> {
  const lines = Array.from({ length: 18 }, (_, index) => {
    const y = 860 + index * 130;
    const length = 900 + ((seed * 37 + index * 211) % 1000);
    return `<line x1="280" x2="2200" y1="${String(y)}" y2="${String(y)}" stroke="#8a8880" stroke-width="3"/><rect x="330" y="${String(y - 70)}" width="${String(length)}" height="30" fill="#3a4046" opacity="0.75"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2480" height="3508"><rect width="2480" height="3508" fill="#f3eee0"/>
    <g transform="rotate(${String(((seed % 5) - 2) * 0.7)} 1240 1754)"><text x="1240" y="480" font-size="130" text-anchor="middle" font-family="Noto Sans CJK SC" fill="#24292f">档案材料样页 ${String(seed)}</text>
    <rect x="280" y="640" width="1920" height="2560" fill="none" stroke="#24292f" stroke-width="6"/>${lines.join('')}
    <circle cx="1820" cy="2900" r="190" fill="none" stroke="#b03030" stroke-width="16" opacity="0.8"/></g></svg>`;
  return sharp(Buffer.from(svg)).resize({ width: widths[size] }).jpeg({ quality: 70 }).toBuffer();
}
