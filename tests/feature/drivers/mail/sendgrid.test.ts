import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { SendGridMail } from '../../../../src/drivers/mail/SendGridMail.js';
import { message, SendGridDouble } from '../../../support/mail.js';

const KEY = 'SG.a-key-that-only-the-tests-know';

const server = await new SendGridDouble().start();
const driver = new SendGridMail({ apiKey: KEY, baseUrl: server.url });

describe('the SendGrid driver', () => {
  it.each([
    [401, 'The provided authorization grant is invalid, expired, or revoked'],
    [403, 'The from address does not match a verified Sender Identity'],
    [429, 'too many requests'],
    [500, 'internal error'],
  ])('reports the error of SendGrid for %i, without the key', async (status, words) => {
    server.refuse = () => ({ status, words });

    const error = await driver.send(message()).catch((thrown: unknown) => thrown);

    server.refuse = () => undefined;
    expect(String(error)).toBe(`Error: SendGrid rejected the message: ${status} ${words}`);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(KEY);
  });

  it('reports at least the status if a proxy answers', async () => {
    const proxy = createServer((_req, res) => res.writeHead(502).end('<h1>Bad Gateway</h1>')).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const behind = new SendGridMail({ apiKey: KEY, baseUrl: `http://127.0.0.1:${port}/` });

    await expect(behind.send(message())).rejects.toThrow('SendGrid rejected the message: 502 Bad Gateway');

    proxy.closeAllConnections();
    proxy.close();
  });

  it('fails without the key in its error if nothing listens', async () => {
    const lost = new SendGridMail({ apiKey: KEY, baseUrl: 'http://127.0.0.1:9/' });

    const failure = await lost.send(message()).catch((error: unknown) => error);

    expect(String(failure)).toMatch(/ECONNREFUSED/);
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain(KEY);
  });

  it('sends the key, the plain text first, and disables tracking', async () => {
    const one = message();

    await driver.send(one);

    const { url, authorization, body } = server.requests.at(-1) ?? {};
    expect(url).toBe('/v3/mail/send');
    expect(authorization).toBe(`Bearer ${KEY}`);
    expect(body?.content.map(({ type }) => type)).toEqual(['text/plain', 'text/html']);
    expect(body?.headers).toEqual({ 'Auto-Submitted': 'auto-generated', 'Message-ID': `<${one.id}>` });
    expect(body?.tracking_settings).toMatchObject({
      click_tracking: { enable: false },
      open_tracking: { enable: false },
    });
  });
});
