/** An image that is corrupt or too large. The caller reports it for the field of its upload. */
export class InvalidImage extends Error {
  public override readonly name = 'InvalidImage';

  public constructor(options: ErrorOptions) {
    super('The image cannot be decoded', options);
  }
}
