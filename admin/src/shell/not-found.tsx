/** For addresses below `/admin` that no screen has. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { Screen } from '../ui/screen.js';
import { words } from '../words/en.js';

export function NotFound(): JSX.Element {
  return (
    <Screen title={words.notFound.title}>
      <p>{words.notFound.text}</p>
      <p>
        <Link to="/">{words.notFound.home}</Link>
      </p>
    </Screen>
  );
}
