import type { ContainerFile } from './container/container.ts';

/** One volume's files as its adapter sees them: paths from the volume's folder; what lies outside of it begins with `/`. */
export type PackageFiles = {
  readonly files: readonly ContainerFile[];
  readonly read: (path: string) => Promise<Buffer>;
};

export function pathInside(root: string, path: string): string {
  if (root === '') return path;
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : `/${path}`;
}

export function pathInUpload(root: string, path: string): string {
  if (path.startsWith('/')) return path.slice(1);
  return root === '' ? path : `${root}/${path}`;
}
