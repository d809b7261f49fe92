export { sourceOf, type PackageSource } from './container/source.ts';
export { openPackage, type OpenedUpload, type PackageOptions } from './open-package.ts';
export { PackageRefusal } from './package-refusal.ts';
