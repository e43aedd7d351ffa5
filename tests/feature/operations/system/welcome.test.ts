import { describe, expect, it } from '@jest/globals';

process.env.APP_URL = 'http://localhost:3000/?a=1&b=<script>alert(1)</script>';
const { guest } = await import('../../../support/http.js');

describe('the welcome page', () => {
  it('escapes configured values', async () => {
    const { text } = await guest.get('/');

    expect(text).not.toContain('<script>alert(1)');
    expect(text).toContain('&lt;script&gt;alert(1)');
  });
});
