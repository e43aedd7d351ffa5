import { describe, expect, it } from '@jest/globals';
import { guest } from '../../support/http.js';

describe('without configured origins', () => {
  it('any page may call the API outside of production', async () => {
    const response = await guest.get('/status', { Origin: 'http://localhost:5173' });

    expect(response.headers['access-control-allow-origin']).toBe('*');
  });
});
