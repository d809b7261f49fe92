import { windowPaths } from '#shared/contract/window-paths';
import type { ViewableMaterial, ViewSession } from '#shared/domain/viewing';
import type { ViewerPage } from '../../ui/page-viewer.tsx';

export function toViewerPages(session: Pick<ViewSession, 'id'>, material: ViewableMaterial): readonly ViewerPage[] {
  return material.pages.map(({ id, number, widthPx, heightPx }) => ({ id, number, widthPx, heightPx, addressOf: size => windowPaths.page(session.id, id, size) }));
}
