/** How a faint or dark page is shown; 1 is as it is. Nothing of the page itself changes. */
export type Light = { readonly brightness: number; readonly contrast: number };

export const plainLight: Light = { brightness: 1, contrast: 1 };
export const lightRange = { least: 0.4, most: 2.5, step: 0.1 } as const;

export function changeLight(light: Light, part: keyof Light, direction: 1 | -1): Light {
  const wanted = Math.round((light[part] + direction * lightRange.step) * 10) / 10;
  return { ...light, [part]: Math.min(lightRange.most, Math.max(lightRange.least, wanted)) };
}

export const isPlain = ({ brightness, contrast }: Light): boolean => brightness === 1 && contrast === 1;

export function filterOf(light: Light): string {
  return isPlain(light) ? 'none' : `brightness(${String(light.brightness)}) contrast(${String(light.contrast)})`;
}
