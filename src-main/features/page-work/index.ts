export { createPageWork, type PageWork } from './create-page-work.ts';
