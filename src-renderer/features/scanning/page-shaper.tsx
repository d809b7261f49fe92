import { Button, InputNumber, Slider } from 'antd';
import type { CSSProperties, ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import { maxStraightenDegrees, type CropBox, type PageRecipe } from '#shared/domain/page-recipe';
import type { DraftPage } from '#shared/domain/scanning';
import { BoxHandles, edgesOf, isAcross, type BoxEdge, type EdgeWords } from '../../ui/box-handles.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { useDrag } from '../../ui/use-drag.ts';
import { scaleFor, type Extent } from '../../ui/viewer-geometry.ts';
import type { Desk } from './desk.ts';
import styles from './page-shaper.module.css';
import { layOf, moveBox, moveEdges, straightenTo } from './shape-geometry.ts';
import { scanSize } from './use-shaper.ts';

type Props = { readonly desk: Desk; readonly page: DraftPage; readonly recipe: PageRecipe; readonly room: Extent };

/** The scan with nothing cut off, straightened as it would be, and the box of what stays. */
export function PageShaper({ desk, page, recipe, room }: Props): ReactElement {
  const { shaper, draft } = desk;
  const scan = scanSize(page);
  const { turned, half, degrees, crop } = layOf(recipe, scan);
  const scale = scaleFor('page', [turned], room);
  useShaperKeys(desk, page, recipe);
  const cut = half ?? { left: 0, top: 0, ...scan };
  const sheet: CSSProperties = { width: cut.width * scale, height: cut.height * scale, transform: `translate(-50%, -50%) rotate(${String(degrees)}deg)` };
  const picture: CSSProperties = { width: scan.width * scale, height: scan.height * scale, left: -cut.left * scale, top: -cut.top * scale };
  return (
    <div className={styles['table']} style={{ width: turned.width * scale, height: turned.height * scale }}>
      <div className={styles['ground']}>
        <div className={styles['sheet']} style={sheet}>
          <img src={windowPaths.draftScan(draft.id, page.id)} alt="" draggable={false} style={picture} />
        </div>
        <div className={styles['shade']} style={frameOf(crop, scale)} />
      </div>
      <ShapeBox recipe={recipe} page={page} scale={scale} onChange={shaper.change} />
    </div>
  );
}

function frameOf({ left, top, width, height }: CropBox, scale: number): CSSProperties {
  return { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
}

const pixelsOf = (mm: number, dpi: number): number => Math.max(1, Math.round((mm / 25.4) * dpi));

function useShaperKeys({ shaper }: Desk, page: DraftPage, recipe: PageRecipe): void {
  const { t } = useTranslation('scanning');
  const lean = (by: number) => (): void => { shaper.change(straightenTo(recipe, scanSize(page), recipe.straighten + by)); };
  useKeys(t('shaper.title'), [
    { keys: ['Enter'], label: t(shaper.count > 1 ? 'shaper.applyToAll' : 'shaper.apply', { pages: shaper.count }), run: shaper.apply },
    { keys: ['Escape'], label: t('shaper.cancel'), run: shaper.cancel, worksInFields: true },
    { keys: [',', '，'], label: t('shaper.leanLeft'), run: lean(-0.1) },
    { keys: ['.', '。'], label: t('shaper.leanRight'), run: lean(0.1) },
    { keys: ['0'], label: t('shaper.whole'), run: () => { shaper.change({ ...recipe, crop: null }); } },
  ]);
}

type BoxProps = { readonly recipe: PageRecipe; readonly page: DraftPage; readonly scale: number; readonly onChange: (recipe: PageRecipe) => void };

function ShapeBox({ recipe, page, scale, onChange }: BoxProps): ReactElement {
  const { t } = useTranslation('scanning');
  const scan = scanSize(page);
  const { crop, turned } = layOf(recipe, scan);
  const unit = { x: scale, y: scale };
  const dragBox = useDrag(recipe, unit, (from, { x, y }) => { onChange(moveBox(from, scan, { across: x, down: y })); });
  const toMm = (px: number): number => Math.round((px / page.dpi) * 254) / 10;
  const wordsOf = (edge: BoxEdge): EdgeWords => {
    const now = toMm(edgesOf(crop)[edge]);
    return { label: t(`shaper.edge.${edge}`), now, most: toMm(isAcross(edge) ? turned.width : turned.height), text: t('shaper.mm', { mm: now }) };
  };
  return (
    <div className={styles['box']} style={frameOf(crop, scale)} data-testid="crop-box" {...dragBox}>
      <BoxHandles box={recipe} unit={unit} steps={[pixelsOf(0.5, page.dpi), pixelsOf(5, page.dpi)]} wordsOf={wordsOf} onMove={(from, moves) => { onChange(moveEdges(from, scan, moves)); }} />
      <span className="visually-hidden">{t('shaper.lesson')}</span>
    </div>
  );
}

/** In the place of the flags while a page is being shaped. */
export function ShaperBar({ desk, page, recipe }: Omit<Props, 'room'>): ReactElement {
  const { t } = useTranslation('scanning');
  const { shaper, acts } = desk;
  const lean = (degrees: number | null): void => { shaper.change(straightenTo(recipe, scanSize(page), degrees ?? 0)); };
  return (
    <div className={styles['bar']} role="group" aria-label={t('shaper.title')}>
      <span>{t('shaper.straighten')}</span>
      <Slider className={styles['slider'] ?? ''} min={-maxStraightenDegrees} max={maxStraightenDegrees} step={0.1} value={recipe.straighten} onChange={lean} ariaLabelForHandle={t('shaper.straighten')} tooltip={{ open: false }} />
      <InputNumber className={styles['degrees'] ?? ''} min={-maxStraightenDegrees} max={maxStraightenDegrees} step={0.1} precision={1} suffix="°" value={recipe.straighten} onChange={lean} aria-label={t('shaper.degrees')} />
      <Button type="text" disabled={recipe.crop === null} onClick={() => { shaper.change({ ...recipe, crop: null }); }}>{t('shaper.whole')}</Button>
      <Button
        type="text"
        onClick={() => {
          acts.planAgain(desk.pages.selection.chosen, desk.scanners.choice?.steps);
          shaper.cancel();
        }}
      >
        {t('shaper.auto')}
      </Button>
      <span className={styles['gap']} />
      <Button onClick={shaper.cancel}>{t('shaper.cancel')}</Button>
      <Button type="primary" onClick={shaper.apply}>{t(shaper.count > 1 ? 'shaper.applyToAll' : 'shaper.apply', { pages: shaper.count })}</Button>
    </div>
  );
}
