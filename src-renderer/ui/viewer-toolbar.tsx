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
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Toolbar } from './page-header.tsx';
import styles from './page-viewer.module.css';
import { isPlain, lightRange, plainLight } from './viewer-light.ts';
import type { ViewerControls } from './viewer-keys.ts';

type ToolProps = { readonly name: string; readonly keys: string; readonly icon: ReactNode; readonly onClick: () => void; readonly isPressed?: boolean };

function Tool({ name, keys, icon, onClick, isPressed }: ToolProps): ReactElement {
  return (
    <Tooltip title={`${name} (${keys})`}>
      <Button
        icon={icon}
        aria-label={name}
        className={(isPressed ? styles['pressed'] : undefined) ?? ''}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        onClick={onClick}
      />
    </Tooltip>
  );
}

/** Leafing left, size in the middle, the screen's own buttons right. */
export function ViewerToolbar({ controls, actions, isNarrow }: { readonly controls: ViewerControls; readonly actions?: ReactNode; readonly isNarrow: boolean }): ReactElement {
  const { t } = useTranslation();
  const { place } = controls;
  return (
    <div className={styles['bar']}>
      <Toolbar label={t('viewer.toolbar')}>
        <Tool name={t('viewer.previous')} keys="←" icon={<LeftOutlined />} onClick={() => { controls.leaf(-1); }} />
        <InputNumber
          className={styles['number'] ?? ''}
          aria-label={t('viewer.pageNumber')}
          controls={false}
          min={1}
          max={Math.max(1, place.count)}
          precision={0}
          value={(place.shown[0] ?? 0) + 1}
          onChange={value => { if (value !== null) controls.goTo(value - 1); }}
        />
        <span className={styles['of']}>{t('viewer.of', { total: place.count })}</span>
        <Tool name={t('viewer.next')} keys="→" icon={<RightOutlined />} onClick={() => { controls.leaf(1); }} />
        <span className={styles['gap']} />
        <Tool name={t('viewer.zoomOut')} keys="-" icon={<ZoomOutOutlined />} onClick={() => { controls.zoomBy(-1); }} />
        <span className={styles['factor']} role="status" aria-label={t('viewer.zoom')}>
          {Math.round(controls.factor * 100)}%
        </span>
        <Tool name={t('viewer.zoomIn')} keys="+" icon={<ZoomInOutlined />} onClick={() => { controls.zoomBy(1); }} />
        <Tool name={t('viewer.fitPage')} keys="0" icon={<ExpandOutlined />} isPressed={controls.zoom === 'page'} onClick={() => { controls.setZoom('page'); }} />
        <Tool name={t('viewer.fitWidth')} keys="W" icon={<ColumnWidthOutlined />} isPressed={controls.zoom === 'width'} onClick={() => { controls.setZoom('width'); }} />
        <Tool name={t('viewer.turn')} keys="R" icon={<RotateRightOutlined />} onClick={() => { controls.turn(1); }} />
        {isNarrow ? null : <Tool name={t('viewer.spread')} keys="D" icon={<ReadOutlined />} isPressed={controls.isSpread} onClick={controls.toggleSpread} />}
        <Tool name={t('viewer.lens')} keys="M" icon={<SearchOutlined />} isPressed={controls.hasLens} onClick={controls.toggleLens} />
        {isNarrow ? null : <LightTool controls={controls} />}
      </Toolbar>
      <div className={styles['actions']}>{actions}</div>
    </div>
  );
}

function LightTool({ controls: { light, setLight } }: { readonly controls: ViewerControls }): ReactElement {
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
}
