/** A picture that is damaged, or larger than any that is wanted: the field that it came in decides how to say so. */
export class InvalidImage extends Error {
  public override readonly name = 'InvalidImage';

  public constructor(options: ErrorOptions) {
    super('The picture cannot be read', options);
  }
}
