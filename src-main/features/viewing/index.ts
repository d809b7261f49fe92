export { createPageServer } from './serve-pages.ts';
