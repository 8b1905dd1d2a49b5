/** What a command may print: data on stdout, everything else on stderr. */
import { createColors } from 'picocolors';

export interface Terminal {
  /** Results, on stdout. */
  print(text: string): void;
  /** Results as JSON, on stdout; nothing else is printed there then. */
  printJson(data: unknown): void;
  /** Messages for a person, on stderr. */
  tell(text: string): void;
  /** A bar that replaces itself on a terminal; elsewhere a JSON object on a line of stderr, at most one a second. */
  progress(progress: Progress): void;
  readonly colors: ReturnType<typeof createColors>;
}

export interface Progress {
  readonly done: number;
  /** Absent: not known. */
  readonly total?: number;
  /** What is counted: `files`. */
  readonly unit: string;
  /** Other numbers and names worth telling. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

export interface TerminalStreams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** `NO_COLOR` is set to anything but the empty string (no-color.org). */
  readonly noColor: boolean;
}

/** Between two progress lines where lines can't replace themselves. */
const quietMs = 1_000;
/** Characters of a full bar. */
const barLength = 24;

function bar({ done, total, unit, facts = {} }: Progress): string {
  const rest = Object.entries(facts).map(([name, value]) =>
    typeof value === 'number' ? `${String(value)} ${name}` : value,
  );
  const counted = total === undefined ? `${String(done)} ${unit}` : `${String(done)}/${String(total)} ${unit}`;
  const share = total === undefined || total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.floor(share * barLength);
  const drawn = total === undefined ? '' : `${'█'.repeat(filled)}${'░'.repeat(barLength - filled)} `;
  return [drawn + counted, ...rest.filter((part) => part !== '')].join('  ');
}

export function createTerminal({ stdout, stderr, noColor }: TerminalStreams): Terminal {
  let lastProgress: number | undefined;
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
    progress(progress) {
      const { total = 0, done } = progress;
      const isLast = total > 0 && done >= total;
      if (stderr.isTTY) {
        stderr.write(`\r\u001b[2K${bar(progress).slice(0, Math.max(20, stderr.columns - 1))}`);
        openLine = true;
        if (isLast) endLine();
        return;
      }
      const now = performance.now();
      if (lastProgress !== undefined && !isLast && now - lastProgress < quietMs) return;
      lastProgress = now;
      const { facts, ...counted } = progress;
      stderr.write(`${JSON.stringify({ event: 'progress', ...counted, ...facts })}\n`);
    },
  };
}
