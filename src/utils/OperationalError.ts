/** What whoever runs the program can mend: its message is all that is shown, in plain words and without a stack. */
export class OperationalError extends Error {
  public override readonly name: string = 'OperationalError';
}
