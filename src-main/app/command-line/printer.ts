/** Lines for a person or a log; an unfinished line of progress is ended before anything else is said. */
export type Printer = {
  readonly print: (line: string) => void;
  readonly printProgress: (line: string) => void;
  readonly complain: (line: string) => void;
};

/** Into a file goes a line of progress now and then. */
const lineEveryMs = 5_000;

export function createPrinter(out: NodeJS.WriteStream = process.stdout, problems: NodeJS.WriteStream = process.stderr): Printer {
  let isLineOpen = false;
  let last = { line: '', at: -Infinity };
  const endLine = (): void => {
    if (isLineOpen) out.write('\n');
    isLineOpen = false;
  };
  return {
    print: line => {
      endLine();
      out.write(`${line}\n`);
    },
    printProgress: line => {
      if (out.isTTY) {
        out.write(`\r\u001b[2K${line}`);
        isLineOpen = true;
      } else if (line !== last.line && performance.now() - last.at >= lineEveryMs) {
        out.write(`${line}\n`);
        last = { line, at: performance.now() };
      }
    },
    complain: line => {
      endLine();
      problems.write(`${line}\n`);
    },
  };
}
