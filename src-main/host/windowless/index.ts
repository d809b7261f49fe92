export { createWindowlessHost, type WindowlessHost } from './windowless-host.ts';
