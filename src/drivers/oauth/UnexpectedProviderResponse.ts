/** A provider answered, but not with what was asked for. */
export class UnexpectedProviderResponse extends Error {
  public constructor(
    public readonly status: number,
    path: string,
  ) {
    super(`${path} was answered with ${status}`);
  }
}
