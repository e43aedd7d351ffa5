/** A message that no server should see: what it says would break out of its header, or there is nobody to send it to. */
export class InvalidMessage extends Error {
  public override readonly name = 'InvalidMessage';
}
