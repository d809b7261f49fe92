import { Button, InputNumber } from 'antd';
import { useState, type MouseEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import { leastPoints, type MarkPoint } from '#shared/domain/trace';
import styles from './tracing.module.css';
import type { SentPicture } from './use-trace.ts';

type Props = { readonly picture: SentPicture; readonly page: number; readonly isBusy: boolean; readonly onAsk: (points: readonly MarkPoint[]) => void };

/** The first four: a mark, the one right of it, the one below, the one across. Others follow to the right. */
const usual = [[0, 0], [1, 0], [0, 1], [1, 1]] as const;

/** The auditor's own picture, in which he clicks one and the same sign of several visible marks. No page of the archive is shown. */
export function PointPicture({ picture, page, isBusy, onAsk }: Props): ReactElement {
  const { t } = useTranslation('tracing');
  const [points, setPoints] = useState<readonly MarkPoint[]>([]);
  const add = (event: MouseEvent<HTMLImageElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const [column, row] = usual[points.length] ?? [points.length - 2, 0];
    const share = (at: number, from: number, length: number): number => Math.min(1, Math.max(0, (at - from) / length));
    setPoints([...points, { x: share(event.clientX, box.left, box.width), y: share(event.clientY, box.top, box.height), column, row }]);
  };
  const change = (index: number, part: Partial<MarkPoint>): void => { setPoints(points.map((point, at) => (at === index ? { ...point, ...part } : point))); };
  return (
    <section className={styles['sheet']} aria-label={t('points.title')}>
      <h2>{t('points.title')}</h2>
      <p className={styles['soft']}>{t('points.lesson')}</p>
      <div className={styles['picture']}>
        {/* The keyboard's way is the table below: places can be typed, too. */}
        <img src={windowPaths.tracedPicture(picture.uploadId, page)} alt={picture.fileName} draggable={false} onClick={add} />
        {points.map((point, index) => <span key={`${String(point.x)} ${String(point.y)}`} className={styles['point']} style={{ left: `${String(point.x * 100)}%`, top: `${String(point.y * 100)}%` }}>{index + 1}</span>)}
      </div>
      <ol className={styles['points']}>
        {points.map((point, index) => (
          <li key={`${String(point.x)} ${String(point.y)}`}>
            {index + 1}
            <label>{t('points.column')}<InputNumber size="small" min={-50} max={50} value={point.column} onChange={column => { change(index, { column: column ?? 0 }); }} /></label>
            <label>{t('points.row')}<InputNumber size="small" min={-50} max={50} value={point.row} onChange={row => { change(index, { row: row ?? 0 }); }} /></label>
            <Button size="small" type="text" onClick={() => { setPoints(points.filter((_point, at) => at !== index)); }}>{t('points.remove')}</Button>
          </li>
        ))}
      </ol>
      <Button type="primary" disabled={points.length < leastPoints} loading={isBusy} onClick={() => { onAsk(points); }}>{t('points.ask', { count: points.length })}</Button>
    </section>
  );
}
