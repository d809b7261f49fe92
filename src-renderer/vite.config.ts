import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => decodeURIComponent(new URL(path, import.meta.url).pathname);

/** `--mode query`: the windows of the query edition begin with an entry of their own. */
const withEntryOf = (edition: 'archive' | 'query'): Plugin => ({
  name: 'edition',
  transformIndexHtml: { order: 'pre', handler: html => (edition === 'query' ? html.replace('/app/main.tsx', '/app/query/main.tsx') : html) },
});

/** Modules of ours do nothing by being there: what nobody uses of them is left out, also behind the index of a feature. */
const isOurs = (id: string): boolean => /\/src-(renderer|shared)\//.test(id) && /\.tsx?$/.test(id) && !/\/main\.tsx$/.test(id);

/**
 * The window's bundle. Nothing is inlined, so that a strict policy can name every script and style by its nonce:
 * src-main puts a fresh value in the place of `__CSP_NONCE__` each time it serves the page.
 */
const config = defineConfig(({ mode }) => {
  const edition = mode === 'query' ? 'query' : 'archive';
  return {
    root: here('.'),
    base: './',
    publicDir: false,
    html: { cspNonce: '__CSP_NONCE__' },
    plugins: [withEntryOf(edition), react()],
    css: { modules: { localsConvention: 'camelCaseOnly' } },
    build: {
      outDir: here(edition === 'query' ? '../dist-query/renderer' : '../dist/renderer'),
      emptyOutDir: true,
      // The oldest browser engine that the supported domestic systems ship.
      target: 'chrome108',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2500,
      rolldownOptions: { treeshake: { moduleSideEffects: id => !isOurs(id) } },
    },
    worker: { format: 'es' },
  };
});

export { config as default };
