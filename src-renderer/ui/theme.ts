import type { ThemeConfig } from 'antd';

export type TextSize = 'normal' | 'large';
export type Contrast = 'normal' | 'high';

/** The tokens of tokens.css in the terms of Ant Design. */
export function createTheme(textSize: TextSize, contrast: Contrast): ThemeConfig {
  const isHigh = contrast === 'high';
  const fontSize = textSize === 'large' ? 19 : 16;
  return {
    token: {
      colorPrimary: isHigh ? '#0b2a3d' : '#2b4a5e',
      colorInfo: isHigh ? '#0b2a3d' : '#2b4a5e',
      colorLink: isHigh ? '#0b2a3d' : '#2b4a5e',
      colorError: isHigh ? '#7d0000' : '#9e1b1b',
      colorText: isHigh ? '#000000' : '#24292f',
      colorTextSecondary: isHigh ? '#1c1c1c' : '#57606a',
      colorTextDescription: isHigh ? '#1c1c1c' : '#57606a',
      colorTextPlaceholder: isHigh ? '#2e2e2e' : '#6e7781',
      colorBorder: isHigh ? '#000000' : '#8a8880',
      colorSplit: isHigh ? '#5c5c5c' : '#d8d5cc',
      controlOutline: 'transparent',
      fontSize,
      fontFamily: 'inherit',
      controlHeight: textSize === 'large' ? 46 : 40,
      controlHeightSM: textSize === 'large' ? 38 : 32,
      borderRadius: 4,
      borderRadiusLG: 4,
      motion: false,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Modal: { titleFontSize: fontSize + 2 },
    },
  };
}
