/** What Vite turns into modules. */
declare module '*.css';
declare module 'virtual:tokens.css';
