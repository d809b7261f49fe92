import type { ThemeConfig } from 'antd';

export type TextSize = 'normal' | 'large';
export type Contrast = 'normal' | 'high';

const inks = {
  normal: { accent: '#2b4a5e', red: '#9e1b1b', text: '#24292f', soft: '#57606a', faint: '#616973', border: '#8a8880', split: '#d8d5cc', focus: '#1f6fa8' },
  high: { accent: '#0b2a3d', red: '#7d0000', text: '#000000', soft: '#1c1c1c', faint: '#2e2e2e', border: '#000000', split: '#5c5c5c', focus: '#0040c0' },
} as const satisfies Record<Contrast, Readonly<Record<string, string>>>;

const sizes = {
  normal: { fontSize: 16, controlHeight: 40, controlHeightSM: 32 },
  large: { fontSize: 19, controlHeight: 46, controlHeightSM: 38 },
} as const satisfies Record<TextSize, Readonly<Record<string, number>>>;

/** The tokens of tokens.css in the terms of Ant Design. */
export function createTheme(textSize: TextSize, contrast: Contrast): ThemeConfig {
  const ink = inks[contrast];
  return {
    token: {
      colorPrimary: ink.accent,
      colorInfo: ink.accent,
      colorLink: ink.accent,
      colorError: ink.red,
      colorText: ink.text,
      colorTextSecondary: ink.soft,
      colorTextDescription: ink.soft,
      colorTextPlaceholder: ink.faint,
      colorBorder: ink.border,
      colorSplit: ink.split,
      colorPrimaryBorder: ink.focus,
      controlOutline: ink.focus,
      controlOutlineWidth: 1,
      colorBgMask: 'rgba(36, 41, 47, 0.28)',
      ...sizes[textSize],
      fontFamily: 'inherit',
      borderRadius: 4,
      borderRadiusLG: 4,
      opacityLoading: 1, // a faded word is no longer read by everybody; the turning sign says enough
      motion: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Input: { activeBorderColor: ink.focus },
      InputNumber: { activeBorderColor: ink.focus },
      Select: { activeBorderColor: ink.focus },
      Modal: { titleFontSize: sizes[textSize].fontSize + 2 },
    },
  };
}
