import { createBrowserRouter } from 'react-router'
import { Waiting } from '../parts/waiting.tsx'
import { RequireSession } from '../session/require-session.tsx'
import { signInByLink } from '../session/sign-in-by-link.ts'
import { PageFailure } from './page-failure.tsx'
import { Shell } from './shell.tsx'

/** The pages, each loaded when it is first shown. */
export function createRouter() {
  return createBrowserRouter(
    [
      {
        loader: signInByLink,
        shouldRevalidate: () => false,
        HydrateFallback: Waiting,
        ErrorBoundary: PageFailure,
        children: [
          {
            path: 'sign-in',
            lazy: async () => ({ Component: (await import('../session/sign-in-page.tsx')).SignInPage }),
          },
          {
            element: (
              <RequireSession>
                <Shell />
              </RequireSession>
            ),
            children: [
              { index: true, lazy: async () => ({ Component: (await import('../fleet/fleet-page.tsx')).FleetPage }) },
              {
                path: 'instances/:tenant/:id',
                lazy: async () => ({ Component: (await import('../instance/instance-page.tsx')).InstancePage }),
              },
              { path: 'tags', lazy: async () => ({ Component: (await import('../tags/tags-page.tsx')).TagsPage }) },
              {
                path: 'history',
                lazy: async () => ({ Component: (await import('../history/history-page.tsx')).HistoryPage }),
              },
              {
                path: 'explorer',
                lazy: async () => ({ Component: (await import('../explorer/explorer-page.tsx')).ExplorerPage }),
              },
              { path: '*', lazy: async () => ({ Component: (await import('./no-such-page.tsx')).NoSuchPage }) },
            ],
          },
        ],
      },
    ],
    { basename: '/console' },
  )
}
