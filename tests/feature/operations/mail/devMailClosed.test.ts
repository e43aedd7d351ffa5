import { describe, expect, it } from '@jest/globals';

process.env.MAIL_DRIVER = 'smtp';
const { guest } = await import('../../../support/http.js');

describe('where mail is really sent', () => {
  it('there is no page of sent mail, and nothing in the reference tells of one', async () => {
    const page = await guest.get('/dev/mail', { Accept: 'text/html' });
    const reference = await guest.get('/api/openapi.json');

    expect(page.status).toBe(404);
    expect(JSON.stringify(reference.body)).not.toContain('/dev/mail');
  });
});
