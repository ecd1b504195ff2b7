import './app/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from './api/query-client.ts'
import { Look } from './app/look.tsx'
import { createRouter } from './app/router.tsx'
import { PreferencesProvider } from './preferences/preferences.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element "root"')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <PreferencesProvider>
        <Look>
          <RouterProvider router={createRouter()} />
        </Look>
      </PreferencesProvider>
    </QueryClientProvider>
  </StrictMode>,
)
