/** Entry of the console. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'virtual:tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/form.css';
import './styles/table.css';
import { AskError } from './api/ask.js';
import { router } from './router.js';
import { applyTheme, chosenTheme } from './theme.js';
import { ToastsProvider } from './ui/toasts.js';

applyTheme(chosenTheme());

const client = new QueryClient({
  defaultOptions: {
    // An answer of the service is final; only silence is worth another try.
    queries: { retry: (failures, error) => failures < 2 && error instanceof AskError && error.code === 'UNREACHABLE' },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ToastsProvider>
        <RouterProvider router={router} />
      </ToastsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
