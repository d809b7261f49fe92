/** Brightness, or what is left of it: one number a pixel, row after row. */
export type Field = { readonly width: number; readonly height: number; readonly values: Float32Array };

export const emptyField = (width: number, height: number): Field => ({ width, height, values: new Float32Array(width * height) });

/** Mean over (2 · radius + 1)²; beyond the edge the edge goes on. */
export function blurField(field: Field, radius: number): Field {
  return blurAlong(blurAlong(field, radius, 'rows'), radius, 'columns');
}

/** Running sums. Down a page whole rows are summed at a time, in the order in which they lie in memory. */
function blurAlong(field: Field, radius: number, along: 'rows' | 'columns'): Field {
  const { width, height, values } = field;
  const blurred = emptyField(width, height);
  if (along === 'columns') blurDown(field, blurred.values, radius);
  else for (let y = 0; y < height; y++) blurLine(values.subarray(y * width, (y + 1) * width), blurred.values.subarray(y * width, (y + 1) * width), radius);
  return blurred;
}

function blurDown({ width, height, values }: Field, to: Float32Array, radius: number): void {
  const inverse = 1 / (2 * radius + 1);
  const rowAt = (y: number): number => Math.max(0, Math.min(height - 1, y)) * width;
  const sums = new Float64Array(width);
  for (let y = -radius; y <= radius; y++) {
    const row = rowAt(y);
    for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (values[row + x] ?? 0);
  }
  for (let y = 0, row = 0; y < height; y++, row += width) {
    const next = rowAt(y + radius + 1);
    const last = rowAt(y - radius);
    for (let x = 0; x < width; x++) {
      const sum = sums[x] ?? 0;
      to[row + x] = sum * inverse;
      sums[x] = sum + (values[next + x] ?? 0) - (values[last + x] ?? 0);
    }
  }
}

function blurLine(from: Float32Array, to: Float32Array, radius: number): void {
  const last = from.length - 1;
  const inverse = 1 / (2 * radius + 1);
  let sum = 0;
  for (let x = -radius; x <= radius; x++) sum += from[Math.max(0, Math.min(last, x))] ?? 0;
  for (let x = 0; x <= last; x++) {
    to[x] = sum * inverse;
    const next = x + radius + 1;
    const gone = x - radius;
    sum += (from[next > last ? last : next] ?? 0) - (from[gone < 0 ? 0 : gone] ?? 0);
  }
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
