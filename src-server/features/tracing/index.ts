export { readTracedPicture } from './traced-picture.ts';
export { traceHandlers } from './trace-handlers.ts';
