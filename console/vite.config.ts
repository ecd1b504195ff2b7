import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './precompress.ts'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [react(), precompress()],
  // The server puts a new one in its place for each page it sends; antd's styles carry it.
  html: { cspNonce: 'STYLE_NONCE' },
  // While somebody works on the console: the API of a server that runs beside it.
  server: { proxy: { '/api': 'http://127.0.0.1:7070' } },
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // As a data: URL an image would need an exception in the policy.
    assetsInlineLimit: 0,
  },
})
