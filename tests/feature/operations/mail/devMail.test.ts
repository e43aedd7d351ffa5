import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mailConfig } from '../../../../src/config/mail.js';
import { getMailDriver, mailPreviews } from '../../../../src/drivers/mail/index.js';
import { guest } from '../../../support/http.js';
import { message } from '../../../support/mail.js';

const directory = mailConfig.previewsDirectory ?? '';
const BROWSER = { Accept: 'text/html' };

async function send(changes: Parameters<typeof message>[0] = {}): Promise<string> {
  const driver = await getMailDriver();
  await driver.send(message(changes));
  const [newest] = (await mailPreviews?.findAll()) ?? [];
  return newest?.key ?? '';
}

describe('the mail preview', () => {
  it('explains what to do while there is no mail', async () => {
    const { text, status } = await guest.get('/dev/mail', BROWSER);

    expect(status).toBe(200);
    expect(text).toContain('No mail yet');
    expect(text).toContain('<ul class="links"></ul>');
  });

  it.each([
    'nothing',
    '../../package',
    '..%2f..%2fpackage',
    '%2e%2e%2fpackage',
    '0000000000000-0000-aaaaaaaa',
    '0000000000000-0000-../../..',
    'x'.repeat(100),
  ])('does not find a message called %s', async (key) => {
    const page = await guest.get(`/dev/mail/${key}`, BROWSER);
    const html = await guest.get(`/dev/mail/${key}/html`, BROWSER);

    expect([page.status, html.status]).toEqual([404, 404]);
  });

  it('skips files that are not messages', async () => {
    await send({ subject: 'A message' });
    await writeFile(join(directory, 'notes.txt'), 'mine');
    await writeFile(join(directory, '1700000000000-0001-half_one.json'), '{"half":');
    await writeFile(join(directory, '1700000000000-0002-not-mail.json'), '{"id":7}');

    const { text, status } = await guest.get('/dev/mail', BROWSER);

    expect(status).toBe(200);
    expect(text.match(/<li>/g)).toHaveLength(1);
    expect(text).toContain('A message');
  });

  it('lists messages, newest first', async () => {
    await send({ subject: 'the first' });
    await send({ subject: 'the second' });
    await send({ subject: 'the third' });

    const { text } = await guest.get('/dev/mail', BROWSER);

    const listed = [...text.matchAll(/the (first|second|third)/g)].map(([, which]) => which);
    expect(listed).toEqual(['third', 'second', 'first']);
  });

  it('shows a message with its headers, as text and in a sandboxed frame', async () => {
    const key = await send({ subject: 'Shown', text: 'As text', to: { name: 'Ada', address: 'ada@example.com' } });

    const { text, headers } = await guest.get(`/dev/mail/${key}`, BROWSER);

    expect(text).toContain('<h1>Shown</h1>');
    expect(text).toContain('Ada &lt;ada@example.com&gt;');
    expect(text).toContain('Lumina &lt;hello@lumina.test&gt;');
    expect(text).toMatch(/&lt;[^&]+@lumina\.test&gt;/);
    expect(text).toContain('>As text</pre>');
    const frame = /<iframe[^>]*>/.exec(text)?.[0];
    expect(frame).toContain(`src="/dev/mail/${key}/html"`);
    expect(frame).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(frame).toContain('title="');
    expect(headers['content-security-policy']).toContain("frame-src 'self'");
  });

  it('sends the HTML with a policy that blocks scripts and foreign frames', async () => {
    const html = '<p style="color:red">Red</p><script>alert(1)</script>';
    const key = await send({ html });

    const { text, headers, type } = await guest.get(`/dev/mail/${key}/html`, BROWSER);

    expect(type).toBe('text/html');
    expect(text).toBe(html);
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'unsafe-inline'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox(;|$)/);
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });

  it('escapes the content of messages', async () => {
    const strange = '<script>alert(1)</script>{{key}}';
    const to = { name: strange, address: 'ada@example.com' };
    const key = await send({ subject: strange, text: `</pre>${strange}`, to });

    const list = await guest.get('/dev/mail', BROWSER);
    const page = await guest.get(`/dev/mail/${key}`, BROWSER);

    for (const { text } of [list, page]) {
      expect(text).not.toContain('<script');
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{key}}');
    }
  });

  it('loads nothing external and has no inline styles', async () => {
    const key = await send();

    const pages = [await guest.get('/dev/mail', BROWSER), await guest.get(`/dev/mail/${key}`, BROWSER)];

    for (const { text } of pages) {
      expect(text).not.toMatch(/<style|\sstyle=|<script|(src|href)="(https?:)?\/\//);
      expect(text).toContain('<html lang="en">');
      expect(text).toContain('name="viewport"');
    }
  });

  it('shows the email of a registration', async () => {
    const names = { firstname: 'Ada', lastname: 'Lovelace' };
    await guest.post('/api/auth/register', { ...names, email: 'ada.shown@example.com', password: 'correct horse' });

    const { text } = await guest.get('/dev/mail', BROWSER);

    expect(text).toContain('Welcome to Lumina');
    expect(text).toContain('Ada Lovelace &lt;ada.shown@example.com&gt;');
  });
});

describe('the stored messages', () => {
  it('are the newest 200, without partial files', async () => {
    const driver = await getMailDriver();
    for (let sent = 0; sent < 205; sent += 1) await driver.send(message({ subject: `number ${sent}` }));

    const kept = (await mailPreviews?.findAll()) ?? [];

    const halves = (await readdir(directory)).filter((file) => file.endsWith('.part'));
    expect(halves).toEqual([]);
    expect(kept.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 200 }, (_empty, index) => `number ${204 - index}`),
    );
  });
});
