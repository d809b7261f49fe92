import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => decodeURIComponent(new URL(path, import.meta.url).pathname);

/**
 * The window's bundle. Nothing is inlined, so that a strict policy can name every script and style by its nonce:
 * src-main puts a fresh value in the place of `__CSP_NONCE__` each time it serves the page.
 */
const config = defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [react()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    // The oldest browser engine that the supported domestic systems ship.
    target: 'chrome108',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
  },
  worker: { format: 'es' },
});

export { config as default };
