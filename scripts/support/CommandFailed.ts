import { OperationalError } from '../../src/utils/OperationalError.js';

/** A command failed for a reason that the user can fix. The message is a single line. */
export class CommandFailed extends OperationalError {
  public override readonly name = 'CommandFailed';
}
