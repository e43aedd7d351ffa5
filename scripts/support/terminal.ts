/** The output of commands. */
export const terminal = {
  print: (...lines: string[]): void => {
    for (const line of lines) process.stdout.write(`${line}\n`);
  },

  /** Writes to stderr, so that programs can parse the output (`route:list --json`). */
  note: (line: string): void => {
    process.stderr.write(`${line}\n`);
  },
};
