/** Brightness, or what is left of it: one number a pixel, row after row. */
export type Field = { readonly width: number; readonly height: number; readonly values: Float32Array };

export const emptyField = (width: number, height: number): Field => ({ width, height, values: new Float32Array(width * height) });

/** Mean over (2 · radius + 1)²; beyond the edge the edge goes on. */
export function blurField(field: Field, radius: number): Field {
  return blurAlong(blurAlong(field, radius, 'rows'), radius, 'columns');
}

/** Running sums. Down a page whole rows are summed at a time, in the order in which they lie in memory. */
function blurAlong({ width, height, values }: Field, radius: number, along: 'rows' | 'columns'): Field {
  const blurred = emptyField(width, height);
  const inverse = 1 / (2 * radius + 1);
  if (along === 'rows') {
    for (let y = 0; y < height; y++) blurLine(values.subarray(y * width, (y + 1) * width), blurred.values.subarray(y * width, (y + 1) * width), radius);
    return blurred;
  }
  const sums = new Float64Array(width);
  const add = (y: number, sign: 1 | -1): void => {
    const row = Math.max(0, Math.min(height - 1, y)) * width;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + sign * (values[row + x] ?? 0);
  };
  for (let y = -radius; y <= radius; y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) blurred.values[y * width + x] = (sums[x] ?? 0) * inverse;
    add(y + radius + 1, 1);
    add(y - radius, -1);
  }
  return blurred;
}

function blurLine(from: Float32Array, to: Float32Array, radius: number): void {
  const last = from.length - 1;
  const inverse = 1 / (2 * radius + 1);
  let sum = 0;
  for (let x = -radius; x <= radius; x++) sum += from[Math.max(0, Math.min(last, x))] ?? 0;
  for (let x = 0; x <= last; x++) {
    to[x] = sum * inverse;
    sum += (from[Math.min(last, x + radius + 1)] ?? 0) - (from[Math.max(0, x - radius)] ?? 0);
  }
}

/** Between four pixels; 0 outside. */
export function sampleField({ width, height, values }: Field, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 0;
  const [across, down] = [x - left, y - top];
  const at = top * width + left;
  const upper = (values[at] ?? 0) * (1 - across) + (values[at + 1] ?? 0) * across;
  const lower = (values[at + width] ?? 0) * (1 - across) + (values[at + width + 1] ?? 0) * across;
  return upper * (1 - down) + lower * down;
}

/** A part of a field; what lies beyond its edge is left out. */
export function cropField(field: Field, part: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Field {
  const width = Math.min(part.width, field.width - part.x);
  const cropped = emptyField(width, Math.min(part.height, field.height - part.y));
  for (let y = 0; y < cropped.height; y++) {
    const from = (part.y + y) * field.width + part.x;
    cropped.values.set(field.values.subarray(from, from + width), y * width);
  }
  return cropped;
}
