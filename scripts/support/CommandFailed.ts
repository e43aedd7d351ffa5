import { OperationalError } from '../../src/utils/OperationalError.js';

/** A command cannot do what it was asked for; the message is one line for whoever typed it. */
export class CommandFailed extends OperationalError {
  public override readonly name = 'CommandFailed';
}
