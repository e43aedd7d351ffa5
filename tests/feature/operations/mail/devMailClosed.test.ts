import { describe, expect, it } from '@jest/globals';

process.env.MAIL_DRIVER = 'smtp';
const { guest } = await import('../../../support/http.js');

describe('with a real mail driver', () => {
  it('there is no mail preview, and the reference does not mention it', async () => {
    const page = await guest.get('/dev/mail', { Accept: 'text/html' });
    const reference = await guest.get('/api/openapi.json');

    expect(page.status).toBe(404);
    expect(JSON.stringify(reference.body)).not.toContain('/dev/mail');
  });
});
