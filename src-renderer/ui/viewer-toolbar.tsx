import { Button, InputNumber, Popover, Slider, Tooltip } from 'antd';
import {
  BulbOutlined,
  ColumnWidthOutlined,
  ExpandOutlined,
  LeftOutlined,
  ReadOutlined,
  RightOutlined,
  RotateRightOutlined,
  SearchOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons';
import { memo, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from './page-header.tsx';
import styles from './page-viewer.module.css';
import { isPlain, lightRange, plainLight, type Light } from './viewer-light.ts';
import type { ViewerActs, ViewerLook } from './viewer-keys.ts';

type ToolPlan = { readonly name: `viewer.${string}`; readonly keys: string; readonly Icon: ComponentType; readonly run: (acts: ViewerActs) => void };

const tools = {
  previous: { name: 'viewer.previous', keys: '←', Icon: LeftOutlined, run: ({ leaf }) => { leaf(-1); } },
  next: { name: 'viewer.next', keys: '→', Icon: RightOutlined, run: ({ leaf }) => { leaf(1); } },
  zoomOut: { name: 'viewer.zoomOut', keys: '-', Icon: ZoomOutOutlined, run: ({ zoomBy }) => { zoomBy(-1); } },
  zoomIn: { name: 'viewer.zoomIn', keys: '+', Icon: ZoomInOutlined, run: ({ zoomBy }) => { zoomBy(1); } },
  fitPage: { name: 'viewer.fitPage', keys: '0', Icon: ExpandOutlined, run: ({ setZoom }) => { setZoom('page'); } },
  fitWidth: { name: 'viewer.fitWidth', keys: 'W', Icon: ColumnWidthOutlined, run: ({ setZoom }) => { setZoom('width'); } },
  turn: { name: 'viewer.turn', keys: 'R', Icon: RotateRightOutlined, run: ({ turn }) => { turn(1); } },
  spread: { name: 'viewer.spread', keys: 'D', Icon: ReadOutlined, run: ({ toggleSpread }) => { toggleSpread(); } },
  lens: { name: 'viewer.lens', keys: 'M', Icon: SearchOutlined, run: ({ toggleLens }) => { toggleLens(); } },
} as const satisfies Readonly<Record<string, ToolPlan>>;

type ToolProps = { readonly of: keyof typeof tools; readonly acts: ViewerActs; readonly isPressed?: boolean };

const Tool = memo(function Tool({ of, acts, isPressed }: ToolProps): ReactElement {
  const { t } = useTranslation();
  const { keys, Icon, run, ...tool } = tools[of];
  const name = t(tool.name);
  return (
    <Tooltip title={`${name} (${keys})`}>
      <Button
        icon={<Icon />}
        aria-label={name}
        className={(isPressed ? styles['pressed'] : undefined) ?? ''}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={() => { run(acts); }}
      />
    </Tooltip>
  );
});

type Props = {
  readonly look: ViewerLook;
  readonly acts: ViewerActs;
  /** Index of the first page that is shown, of so many. */
  readonly first: number;
  readonly count: number;
  readonly actions?: ReactNode;
  readonly isNarrow: boolean;
};

/** Leafing left, size in the middle, the screen's own buttons right. */
export const ViewerToolbar = memo(function ViewerToolbar({ look, acts, first, count, actions, isNarrow }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles['bar']}>
      <Toolbar label={t('viewer.toolbar')}>
        <Tool of="previous" acts={acts} />
        <InputNumber
          className={styles['number'] ?? ''}
          aria-label={t('viewer.pageNumber')}
          controls={false}
          min={1}
          max={Math.max(1, count)}
          precision={0}
          value={first + 1}
          onChange={value => { if (value !== null) acts.goTo(value - 1); }}
        />
        <span className={styles['of']}>{t('viewer.of', { total: count })}</span>
        <Tool of="next" acts={acts} />
        <span className={styles['gap']} />
        <Tool of="zoomOut" acts={acts} />
        <span className={styles['factor']} role="status" aria-label={t('viewer.zoom')}>
          {Math.round(look.factor * 100)}%
        </span>
        <Tool of="zoomIn" acts={acts} />
        <Tool of="fitPage" acts={acts} isPressed={look.zoom === 'page'} />
        <Tool of="fitWidth" acts={acts} isPressed={look.zoom === 'width'} />
        <Tool of="turn" acts={acts} />
        {isNarrow ? null : <Tool of="spread" acts={acts} isPressed={look.isSpread} />}
        <Tool of="lens" acts={acts} isPressed={look.hasLens} />
        {isNarrow ? null : <LightTool light={look.light} setLight={acts.setLight} />}
      </Toolbar>
      <div className={styles['actions']}>{actions}</div>
    </div>
  );
});

const LightTool = memo(function LightTool({ light, setLight }: { readonly light: Light; readonly setLight: (light: Light) => void }): ReactElement {
  const { t } = useTranslation();
  const name = t('viewer.light');
  const range = { min: lightRange.least, max: lightRange.most, step: lightRange.step };
  const sliders = (
    <div className={styles['light']}>
      {(['brightness', 'contrast'] as const).map(part => (
        <label key={part}>
          {t(`viewer.${part}`)}
          <Slider {...range} value={light[part]} ariaLabelForHandle={t(`viewer.${part}`)} onChange={value => { setLight({ ...light, [part]: value }); }} />
        </label>
      ))}
      <Button disabled={isPlain(light)} onClick={() => { setLight(plainLight); }}>{t('viewer.plainLight')}</Button>
    </div>
  );
  return (
    <Popover content={sliders} trigger="click" placement="bottom">
      <Button icon={<BulbOutlined />} aria-label={name} title={`${name} (. , ' ;)`} className={(isPlain(light) ? undefined : styles['pressed']) ?? ''} />
    </Popover>
  );
});
