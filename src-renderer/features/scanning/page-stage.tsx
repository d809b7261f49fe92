import { DeleteOutlined, ExpandOutlined, RotateLeftOutlined, RotateRightOutlined, ScanOutlined, UndoOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import type { DraftId } from '#shared/domain/ids';
import type { DraftPage } from '#shared/domain/scanning';
import { useDragToScroll } from '../../ui/drag-scroll.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { Toolbar } from '../../ui/page-header.tsx';
import { PagePicture, type ViewerPage } from '../../ui/page-picture.tsx';
import { useRoom } from '../../ui/room.ts';
import { chooseSize, paperScale, scaleFor, stepZoom, turnExtent, type Zoom } from '../../ui/viewer-geometry.ts';
import type { Desk } from './desk.ts';
import styles from './page-stage.module.css';
import { isBusy } from './scan-run.ts';

/** The chosen page, large: to see at once whether it is upright, sharp and whole. */
export function PageStage({ desk }: { readonly desk: Desk }): ReactElement {
  const { t } = useTranslation('scanning');
  const stage = useRef<HTMLDivElement>(null);
  const room = useRoom(stage);
  useDragToScroll(stage);
  const [zoom, setZoom] = useState<Zoom>('page');
  const { order, focused } = desk.pages;
  const turns = (focused?.rotation ?? 0) / 90;
  const scale = focused ? scaleFor(zoom, [turnExtent({ width: focused.widthPx, height: focused.heightPx }, turns)], room) : paperScale;
  const zoomBy = (direction: 1 | -1): void => { setZoom(stepZoom(scale / paperScale, direction)); };
  useEffect(() => {
    stage.current?.scrollTo({ top: 0, left: 0 });
  }, [focused?.id]);
  useKeys(t('stage.label'), [
    { keys: ['+', '='], label: t('keys.zoomIn'), run: () => { zoomBy(1); } },
    { keys: ['-'], label: t('keys.zoomOut'), run: () => { zoomBy(-1); } },
    { keys: ['0'], label: t('keys.fit'), run: () => { setZoom('page'); } },
  ]);
  const number = focused ? order.indexOf(focused.id) + 1 : 0;
  return (
    <section className={styles['stage']} aria-label={t('stage.label')}>
      <StageTools desk={desk} number={number}>
        <Tool name={t('keys.zoomOut')} keys="-" icon={<ZoomOutOutlined />} isOff={!focused} onClick={() => { zoomBy(-1); }} />
        <span className={styles['factor']}>{focused ? `${String(Math.round((scale / paperScale) * 100))}%` : ''}</span>
        <Tool name={t('keys.zoomIn')} keys="+" icon={<ZoomInOutlined />} isOff={!focused} onClick={() => { zoomBy(1); }} />
        <Tool name={t('keys.fit')} keys="0" icon={<ExpandOutlined />} isOff={!focused} onClick={() => { setZoom('page'); }} />
      </StageTools>
      <div ref={stage} className={styles['room']} tabIndex={0} role="group" aria-label={t('stage.label')}>
        {focused ? (
          <div className={styles['sheet']}>
            <PagePicture
              key={focused.id}
              page={asViewerPage(desk.draft.id, focused, number)}
              size={chooseSize(scale, window.devicePixelRatio)}
              scale={scale}
              quarterTurns={turns}
            />
          </div>
        ) : (
          <EmptyState title={t('stage.empty.title')}>{t('stage.empty.lesson')}</EmptyState>
        )}
      </div>
    </section>
  );
}

function asViewerPage(draftId: DraftId, page: DraftPage, number: number): ViewerPage {
  const { id, widthPx, heightPx } = page;
  return { id, number, widthPx, heightPx, addressOf: size => windowPaths.draftPage(draftId, page, size) };
}

type ToolsProps = { readonly desk: Desk; readonly number: number; readonly children: ReactNode };

function StageTools({ desk, number, children }: ToolsProps): ReactElement {
  const { t } = useTranslation('scanning');
  const { order, selection, focused } = desk.pages;
  const { acts } = desk;
  const isOff = !focused;
  return (
    <div className={styles['bar']}>
      <Toolbar label={t('stage.tools')}>
        <span className={styles['place']} role="status">{focused ? t('stage.place', { number, total: order.length }) : ''}</span>
        {children}
        <span className={styles['gap']} />
        <Tool name={t('stage.turnLeft')} keys="L" icon={<RotateLeftOutlined />} isOff={isOff} onClick={() => { acts.turn(selection.chosen, -1); }} />
        <Tool name={t('stage.turnRight')} keys="R" icon={<RotateRightOutlined />} isOff={isOff} onClick={() => { acts.turn(selection.chosen, 1); }} />
        <Tool name={t('stage.rescan')} keys="F8" icon={<ScanOutlined />} isOff={isOff || !desk.canScan || isBusy(desk.run)} onClick={desk.rescan} />
        <Tool name={t('stage.remove')} keys="Del" icon={<DeleteOutlined />} isOff={isOff} onClick={() => { acts.remove(selection.chosen); }} />
        <Tool name={t('stage.undo')} keys="Ctrl+Z" icon={<UndoOutlined />} isOff={!acts.canUndo} onClick={acts.undo} />
      </Toolbar>
    </div>
  );
}

type ToolProps = { readonly name: string; readonly keys: string; readonly icon: ReactNode; readonly isOff: boolean; readonly onClick: () => void };

function Tool({ name, keys, icon, isOff, onClick }: ToolProps): ReactElement {
  return (
    <Tooltip title={`${name} (${keys})`}>
      <Button type="text" icon={icon} aria-label={name} disabled={isOff} onClick={onClick} />
    </Tooltip>
  );
}
