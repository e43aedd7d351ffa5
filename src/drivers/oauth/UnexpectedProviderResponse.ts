/** The provider responded with an unexpected status. */
export class UnexpectedProviderResponse extends Error {
  public constructor(
    public readonly status: number,
    path: string,
  ) {
    super(`${path} returned status ${status}`);
  }
}
