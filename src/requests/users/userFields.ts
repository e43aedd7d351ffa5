import { fields } from '../fields.js';

/** The fields that users set themselves, in every request that creates or changes a user. */
export const userFields = {
  firstname: fields.name,
  lastname: fields.name.meta({ example: 'Lovelace' }),
  email: fields.email,
};
