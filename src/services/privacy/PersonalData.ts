import type { Model, ModelStatic } from 'sequelize';
import type { User } from '../../models/users/User.js';

/** A part of the personal data that the application stores about a user. */
export interface PersonalData {
  /** Its key in the export. */
  name: string;
  /** The model that it covers. */
  model?: ModelStatic<Model>;
  /** Yields the records that the user may read. The caller converts dates to JSON. Omit it if there are none. */
  export?: (user: User, signal: AbortSignal) => AsyncIterable<object>;
  /** Deletes or anonymizes the data, in the transaction of the purge. Idempotent. */
  erase: (user: User, signal: AbortSignal) => Promise<void>;
}
