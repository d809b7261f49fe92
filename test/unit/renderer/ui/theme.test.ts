import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTheme } from '../../../../src-renderer/ui/theme.ts';

const css = readFileSync(new URL('../../../../src-renderer/ui/tokens.css', import.meta.url), 'utf8');
const highCss = css.slice(css.indexOf("[data-contrast='high']"));
const tokenIn = (text: string, name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(text)?.[1] ?? '';

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

test.each(['ink', 'ink-soft', 'ink-faint', 'red', 'amber', 'green', 'accent'])('%s can be read on every ground of the frame', name => {
  for (const ground of ['paper', 'paper-shade', 'accent-shade', 'amber-shade', 'red-shade']) {
    expect(contrast(tokenIn(css, name), tokenIn(css, ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});

test('high contrast reaches seven to one', () => {
  for (const name of ['ink', 'ink-soft', 'ink-faint', 'red', 'accent']) expect(contrast(tokenIn(highCss, name), '#ffffff')).toBeGreaterThanOrEqual(7);
});

test('the component library draws in the same inks and sizes as our own styles', () => {
  expect(createTheme('normal', 'normal').token).toMatchObject({ colorPrimary: tokenIn(css, 'accent'), colorError: tokenIn(css, 'red'), colorText: tokenIn(css, 'ink'), fontSize: 16 });
  expect(createTheme('large', 'high').token).toMatchObject({ colorPrimary: tokenIn(highCss, 'accent'), colorText: tokenIn(highCss, 'ink'), fontSize: 19 });
});
