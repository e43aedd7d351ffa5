import { OperatorError } from '../../src/utils/OperationalError.js';

/** A command cannot do what it was asked for; the message is one line for whoever typed it. */
export class CommandFailed extends OperatorError {
  public override readonly name = 'CommandFailed';
}
