export { createAnchors, type Anchors } from './create-anchors.ts';
