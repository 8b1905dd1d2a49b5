/** Entry of the console. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'virtual:tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/form.css';
import './styles/table.css';
import { askAhead, client } from './api/client.js';
import { router } from './router.js';
import { viewerQuery } from './shell/viewer.js';
import { applyTheme, chosenTheme } from './theme.js';
import { ToastsProvider } from './ui/toasts.js';

applyTheme(chosenTheme());

// The screen and its list are on their way while the frame is drawn and the service says who asks.
askAhead(viewerQuery, {});
void router.load();

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
