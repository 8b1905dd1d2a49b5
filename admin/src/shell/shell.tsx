/** The frame around every screen. */
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState, type JSX } from 'react';
import { words } from '../words/en.js';
import { Entrance } from './entrance.js';
import { Palette } from './palette.js';
import { placeGroups } from './places.js';
import { ShortcutHelp } from './shortcut-help.js';
import { useShortcuts } from '../shortcuts.js';
import { ThemeChoice } from './theme-choice.js';
import { useViewer, ViewerProvider } from './viewer.js';
import { Who } from './who.js';

function Places(): JSX.Element {
  const { permissions } = useViewer();
  const groups = placeGroups.map(({ name, places }) => ({
    name,
    places: places.filter(({ action }) => permissions.includes(action)),
  }));
  return (
    <>
      {groups
        .filter(({ places }) => places.length > 0)
        .map(({ name, places }) => (
          <div key={name} className="group">
            <h2>{name}</h2>
            <ul>
              {places.map((place) => (
                <li key={place.to}>
                  <Link to={place.to} activeOptions={{ exact: place.to === '/', includeSearch: false }}>
                    {place.name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </>
  );
}

/** On another screen the reader starts at its beginning, by eye, keyboard and screen reader. */
function useFreshStart(): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}

interface NavigationProps {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

/** Where one can go, and who one is. */
function Navigation({ onPalette, onHelp }: NavigationProps): JSX.Element {
  return (
    <div id="navigation" className="inside">
      <button type="button" className="secondary small go" onClick={onPalette}>
        <span>{words.palette.button}</span> <kbd>⌘K</kbd>
      </button>
      <nav aria-label={words.shell.navigation}>
        <Places />
      </nav>
      <div className="foot">
        <Who />
        <ThemeChoice />
        <p>
          <a href="/">{words.shell.readingPages}</a>
          <button type="button" className="plain" onClick={onHelp}>
            {words.shell.keyboard}
          </button>
        </p>
      </div>
    </div>
  );
}

function Frame(): JSX.Element {
  const main = useFreshStart();
  const { pathname } = useLocation();
  // The menu of a small screen belongs to the address at which it was opened: following a link closes it.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === pathname;
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useShortcuts({
    'Mod+k': () => {
      setPaletteOpen(true);
    },
    '?': () => {
      setHelpOpen(true);
    },
  });
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {words.shell.skip}
      </a>
      <div className="side" data-open={isOpen || undefined}>
        <div className="top">
          <Link to="/" className="brand">
            {words.shell.name} <span>{words.shell.console}</span>
          </Link>
          <button
            type="button"
            className="secondary small menu"
            aria-expanded={isOpen}
            aria-controls="navigation"
            onClick={() => {
              setOpenAt(isOpen ? null : pathname);
            }}
          >
            {words.shell.menu}
          </button>
        </div>
        <Navigation
          onPalette={() => {
            setPaletteOpen(true);
          }}
          onHelp={() => {
            setHelpOpen(true);
          }}
        />
      </div>
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      {isPaletteOpen && (
        <Palette
          onClose={() => {
            setPaletteOpen(false);
          }}
        />
      )}
      {isHelpOpen && (
        <ShortcutHelp
          onClose={() => {
            setHelpOpen(false);
          }}
        />
      )}
    </div>
  );
}

export function Shell(): JSX.Element {
  return (
    <ViewerProvider>
      <Entrance>
        <Frame />
      </Entrance>
    </ViewerProvider>
  );
}
