/** Colours and type that the reading pages and the console share: the one place where they are written. */

/** Custom properties of the light theme, as declarations. */
export const lightColours = `
  --paper: #fbfaf7; --sheet: #ffffff; --ink: #23262b; --soft: #5c626b; --line: #e3dfd6; --tint: #f1eee6;
  --accent: #1f5e4f; --accent-soft: #e2eee9; --mark: #f8e7a8; --warn: #fff4dc; --warn-line: #e3c27a;`;

/** Those of the dark theme. */
export const darkColours = `
  --paper: #16181b; --sheet: #1c1f23; --ink: #dcdad4; --soft: #9a9da3; --line: #33373d; --tint: #24282d;
  --accent: #8cc9b6; --accent-soft: #21342f; --mark: #5a4c14; --warn: #2f2a1b; --warn-line: #6d5b2a;`;

/** Families that the system has; nothing is loaded. */
export const typefaces = `
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Charter, "Bitstream Charter", "Source Serif 4", Georgia, "Liberation Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;`;
