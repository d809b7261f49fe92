import { BorderOuterOutlined, DeleteOutlined, ExpandOutlined, FileImageOutlined, MergeCellsOutlined, ReadOutlined, RotateLeftOutlined, RotateRightOutlined, ScanOutlined, ScissorOutlined, ZoomInOutlined, ZoomOutOutlined, SearchOutlined } from '@ant-design/icons';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import type { DraftId } from '#shared/domain/ids';
import type { DraftPage } from '#shared/domain/scanning';
import type { Rotation } from '#shared/domain/volume';
import { useDragToScroll } from '../../ui/drag-scroll.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Toolbar } from '../../ui/page-header.tsx';
import { PagePicture, type ViewerPage } from '../../ui/page-picture.tsx';
import { useRoom } from '../../ui/room.ts';
import { chooseSize, paperScale, scaleFor, turnExtent } from '../../ui/viewer-geometry.ts';
import type { Desk } from './desk.ts';
import { Magnifier } from './magnifier.tsx';
import { PageShaper, ShaperBar } from './page-shaper.tsx';
import { FlagList } from './page-flags.tsx';
import styles from './page-stage.module.css';
import { isBusy } from './scan-run.ts';
import { Tool } from './tool.tsx';

/** The chosen page, large, or two side by side: to see at once whether it is upright, sharp and whole. */
export function PageStage({ desk }: { readonly desk: Desk }): ReactElement {
  const { t } = useTranslation('scanning');
  const { view, shaper } = desk;
  const room = useRoom(view.stage);
  useDragToScroll(view.stage);
  const shown = pagesOnStage(desk);
  const scale = scaleFor(view.zoom, shown.map(({ picture, turn }) => turnExtent({ width: picture.widthPx, height: picture.heightPx }, turn / 90)), room);
  view.factor.current = scale / paperScale;
  const { focused } = desk.pages;
  useEffect(() => {
    view.stage.current?.scrollTo({ top: 0, left: 0 });
  }, [focused?.id, view.stage]);
  return (
    <section className={styles['stage']} aria-label={t('stage.label')}>
      <StageTools desk={desk} factor={scale / paperScale} />
      {focused && shaper.recipe ? <ShaperBar desk={desk} page={focused} recipe={shaper.recipe} /> : null}
      {focused && !shaper.recipe ? <FlagList page={focused} /> : null}
      <div ref={view.stage} className={styles['room']} tabIndex={0} role="group" aria-label={t('stage.label')}>
        {shown.length > 0 ? (
          <div className={styles['sheet']}>
            {focused && shaper.recipe ? (
              <PageShaper desk={desk} page={focused} recipe={shaper.recipe} room={room} />
            ) : (
              shown.map(({ picture, turn }, index) => <StagePage key={picture.id} desk={desk} page={picture} rotation={turn} scale={scale} isMagnified={view.isMagnifying && index === 0} />)
            )}
          </div>
        ) : (
          <EmptyState title={t('stage.empty.title')}>{t('stage.empty.lesson')}</EmptyState>
        )}
      </div>
    </section>
  );
}

type Shown = { readonly picture: ViewerPage; readonly turn: Rotation };

/** The page in focus, and with two the one that lies behind it. */
function pagesOnStage({ draft, pages: { order, focused, list }, view }: Desk): readonly Shown[] {
  if (!focused) return [];
  const at = order.indexOf(focused.id);
  const behind = view.isTwoUp ? list[at + 1] : undefined;
  const show = view.isAsScanned ? asScanned : asOptimised;
  return [focused, ...(behind ? [behind] : [])].map((page, index) => show(draft.id, page, at + 1 + index));
}

function asOptimised(draftId: DraftId, page: DraftPage, number: number): Shown {
  const { id, widthPx, heightPx, rotation } = page;
  return { picture: { id, number, widthPx, heightPx, addressOf: size => windowPaths.draftPage(draftId, page, size) }, turn: rotation };
}

/** Upright all the same, to be compared. */
function asScanned(draftId: DraftId, { id, scan, recipe }: DraftPage, number: number): Shown {
  return { picture: { id: `${id}-scan`, number, ...scan, addressOf: () => windowPaths.draftScan(draftId, id) }, turn: recipe.turn };
}

type PageProps = { readonly desk: Desk; readonly page: ViewerPage; readonly rotation: Rotation; readonly scale: number; readonly isMagnified: boolean };

function StagePage({ desk, page, rotation, scale, isMagnified }: PageProps): ReactElement {
  const picture = <PagePicture page={page} size={chooseSize(scale, window.devicePixelRatio)} scale={scale} quarterTurns={rotation / 90} />;
  if (!isMagnified) return picture;
  return <Magnifier page={page} scale={scale} quarterTurns={rotation / 90} view={desk.view}>{picture}</Magnifier>;
}

function StageTools({ desk, factor }: { readonly desk: Desk; readonly factor: number }): ReactElement {
  const { t } = useTranslation('scanning');
  const { deeds, view, pages: { order, focused } } = desk;
  const isOff = !focused;
  const number = focused ? order.indexOf(focused.id) + 1 : 0;
  return (
    <div className={styles['bar']}>
      <Toolbar label={t('stage.tools')}>
        <span className={styles['place']} role="status">{focused ? t('stage.place', { number, total: order.length }) : ''}</span>
        <Tool act="zoomOut" deeds={deeds} icon={<ZoomOutOutlined />} isOff={isOff} />
        <span className={styles['factor']}>{focused ? `${String(Math.round(factor * 100))}%` : ''}</span>
        <Tool act="zoomIn" deeds={deeds} icon={<ZoomInOutlined />} isOff={isOff} />
        <Tool act="fitPage" deeds={deeds} icon={<ExpandOutlined />} isOff={isOff} isPressed={view.zoom === 'page'} />
        <Tool act="magnifier" deeds={deeds} icon={<SearchOutlined />} isOff={isOff} isPressed={view.isMagnifying} />
        <Tool act="twoUp" deeds={deeds} icon={<ReadOutlined />} isOff={isOff} isPressed={view.isTwoUp} />
        <Tool act="asScanned" deeds={deeds} icon={<FileImageOutlined />} isOff={isOff} isPressed={view.isAsScanned} />
        <span className={styles['gap']} />
        <Tool act="turnLeft" deeds={deeds} icon={<RotateLeftOutlined />} isOff={isOff} />
        <Tool act="turnRight" deeds={deeds} icon={<RotateRightOutlined />} isOff={isOff} />
        <Tool act="shape" deeds={deeds} icon={<BorderOuterOutlined />} isOff={isOff} isPressed={desk.shaper.recipe !== null} />
        <Tool act="joinBeside" deeds={deeds} icon={<MergeCellsOutlined />} isOff={isOff || order.length < 2 || desk.pages.selection.chosen.length > 2} />
        <Tool act="rescan" deeds={deeds} icon={<ScanOutlined />} isOff={isOff || !desk.canScan || isBusy(desk.scan.run)} />
        <Tool act="split" deeds={deeds} icon={<ScissorOutlined />} isOff={isOff || number < 2} />
        <Tool act="remove" deeds={deeds} icon={<DeleteOutlined />} isOff={isOff} />
      </Toolbar>
    </div>
  );
}
