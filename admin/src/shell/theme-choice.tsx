/** Light, dark, or as the system. */
import { useState, type JSX } from 'react';
import { chooseTheme, chosenTheme, themes } from '../theme.js';
import { words } from '../words/en.js';

export function ThemeChoice(): JSX.Element {
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <label className="theme">
      <span>{words.shell.theme.label}</span>
      <select
        value={theme}
        onChange={({ target }) => {
          const chosen = themes.find((name) => name === target.value) ?? 'system';
          chooseTheme(chosen);
          setTheme(chosen);
        }}
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {words.shell.theme[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
