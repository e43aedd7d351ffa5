import { ServiceUnavailable } from './ServiceUnavailable.js';

/** Somebody else keeps the lock for longer than was waited, or it cannot be asked for. */
export class LockUnavailable extends ServiceUnavailable {
  public constructor() {
    super('This is being worked on elsewhere, please try again', 1);
  }
}
