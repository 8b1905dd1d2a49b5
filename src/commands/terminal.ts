/** What a command may print: data on stdout, everything else on stderr. */
import { createColors } from 'picocolors';

export interface Terminal {
  /** Results, on stdout. */
  print(text: string): void;
  /** Results as JSON, on stdout; nothing else is printed there then. */
  printJson(data: unknown): void;
  /** Messages for a person, on stderr. */
  tell(text: string): void;
  /** A line that replaces itself on a terminal, and is written now and then elsewhere. `final` ends it. */
  progress(text: string, final?: boolean): void;
  readonly colors: ReturnType<typeof createColors>;
}

export interface TerminalStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** `NO_COLOR` is set to anything but the empty string (no-color.org). */
  readonly noColor: boolean;
}

/** Between two progress lines where lines can't replace themselves. */
const quietMs = 5_000;

export function createTerminal({ stdout, stderr, noColor }: TerminalStreams): Terminal {
  let lastProgress = 0;
  let openLine = false;
  const endLine = (): void => {
    if (openLine) stderr.write('\n');
    openLine = false;
  };
  return {
    colors: createColors(stdout.isTTY && !noColor),
    print(text) {
      endLine();
      stdout.write(`${text}\n`);
    },
    printJson(data) {
      endLine();
      stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    },
    tell(text) {
      endLine();
      stderr.write(`${text}\n`);
    },
    progress(text, final = false) {
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[2K${text.slice(0, Math.max(20, stderr.columns - 1))}`);
        openLine = true;
        if (final) endLine();
      } else if (final || performance.now() - lastProgress > quietMs) {
        lastProgress = performance.now();
        stderr.write(`${text}\n`);
      }
    },
  };
}
