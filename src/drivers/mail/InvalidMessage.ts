/** A message that cannot be sent: a header would allow injection, or an address is invalid. */
export class InvalidMessage extends Error {
  public override readonly name = 'InvalidMessage';
}
