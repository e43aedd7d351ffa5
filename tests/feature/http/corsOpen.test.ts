import { describe, expect, it } from '@jest/globals';
import { guest } from '../../support/http.js';

describe('without configured origins', () => {
  it('any page may call the API outside production', async () => {
    const response = await guest.get('/status', { Origin: 'http://localhost:5173' });

    expect(response.headers['access-control-allow-origin']).toBe('*');
  });

  it.each(['/dev/mail', '/DEV/mail', '/dev/mail/1/html', '/dev'])(
    'no page may read %s, which shows account links',
    async (path) => {
      const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' };

      const responses = [
        await guest.get(path, headers),
        await guest.build('options', path, (test) => test.set(headers)),
      ];

      for (const { headers } of responses) expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('any page may read paths with a similar name', async () => {
    const response = await guest.get('/device', { Origin: 'http://localhost:5173' });

    expect(response.headers['access-control-allow-origin']).toBe('*');
  });
});
