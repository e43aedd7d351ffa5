import { ServiceUnavailable } from './ServiceUnavailable.js';

const RETRY_AFTER = 10;

export class ProviderUnavailable extends ServiceUnavailable {
  public constructor() {
    super('The provider of this login cannot be reached at the moment, please try again later', RETRY_AFTER);
  }
}
