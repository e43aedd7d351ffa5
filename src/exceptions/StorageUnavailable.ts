import { ServiceUnavailable } from './ServiceUnavailable.js';

const RETRY_AFTER = 10;

export class StorageUnavailable extends ServiceUnavailable {
  public constructor() {
    super('Files cannot be reached at the moment, please try again later', RETRY_AFTER);
  }
}
