/** What the commands say. */
export const terminal = {
  print: (...lines: string[]): void => {
    for (const line of lines) process.stdout.write(`${line}\n`);
  },

  /** Beside the output, so that what reads it (`route:list --json`) is not disturbed. */
  note: (line: string): void => {
    process.stderr.write(`${line}\n`);
  },
};
