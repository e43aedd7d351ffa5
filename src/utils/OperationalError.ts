/** An error that operators can fix. The program prints its message only, without a stack trace. */
export class OperationalError extends Error {
  public override readonly name: string = 'OperationalError';
}
