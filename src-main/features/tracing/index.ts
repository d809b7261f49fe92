export { tracedPictureHandlers } from './traced-picture.ts';
