import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'dist',
    // The page's content policy allows neither `data:` addresses nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox120', 'safari17.5'], // The first with light-dark().
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8001' } },
});
