/** Less, and a line has no bars on it. */
const minContrast = 60;

/** Widths of light and dark by turns, the first of them light, with the parts of pixels at their edges; null for a line without contrast. */
export function barWidths(line: Uint8Array): Float32Array | null {
  const threshold = thresholdOf(line);
  if (threshold === null) return null;
  const edges: number[] = [0];
  let isDark = false;
  for (let at = 0; at < line.length; at++) {
    const level = line[at] ?? 0;
    if (level < threshold === isDark) continue;
    isDark = !isDark;
    const before = line[at - 1] ?? level;
    // Where a straight line between the two pixels crosses the threshold.
    edges.push(before === level ? at : at - (threshold - level) / (before - level));
  }
  edges.push(line.length);
  return Float32Array.from({ length: edges.length - 1 }, (_, index) => (edges[index + 1] ?? 0) - (edges[index] ?? 0));
}

/** Half-way between paper and bars. */
function thresholdOf(line: Uint8Array): number | null {
  const counts = new Uint32Array(256);
  for (const level of line) counts[level] = (counts[level] ?? 0) + 1;
  const at = (share: number): number => {
    let sum = 0;
    for (let level = 0; level < 256; level++) if ((sum += counts[level] ?? 0) >= share * line.length) return level;
    return 255;
  };
  const [dark, light] = [at(0.03), at(0.7)];
  return light - dark < minContrast ? null : (dark + light) / 2;
}
