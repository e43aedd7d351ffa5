import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { type mailConfig } from '../../../../src/config/mail.js';
import { SmtpMail } from '../../../../src/drivers/mail/SmtpMail.js';
import { selfSigned } from '../../../support/certificate.js';
import { MailServer, message } from '../../../support/mail.js';

type Options = Partial<typeof mailConfig.smtp>;

const { cert, key } = selfSigned();
const drivers: SmtpMail[] = [];

const account: SMTPServerOptions = {
  authOptional: false,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'lumina' && password === 'a secret'
      ? done(null, { user: username })
      : done(new Error('Wrong account')),
};

function smtp(port: number, options: Options = {}): SmtpMail {
  const defaults = { host: '127.0.0.1', security: 'none', username: undefined, password: undefined } as const;
  const driver = new SmtpMail({ ...defaults, port, ...options });
  drivers.push(driver);
  return driver;
}

function start(options: SMTPServerOptions = {}): Promise<MailServer> {
  return new MailServer(options).start();
}

afterEach(() => {
  for (const driver of drivers.splice(0)) driver.close();
});

describe('the connection to a mail server', () => {
  it('fails with the name of the server where none listens', async () => {
    const server = await start();
    await server.stop();

    await expect(smtp(server.port).send(message())).rejects.toThrow(/ECONNREFUSED/);
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');

    const sending = smtp((silent.address() as AddressInfo).port).send(message());

    await expect(sending).rejects.toThrow(/Greeting never received/);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('says so when the account is refused, without the password', async () => {
    const server = await start(account);
    const driver = smtp(server.port, { username: 'lumina', password: 'another secret' });

    const refusal = await driver.send(message()).catch((error: unknown) => error);

    expect(String(refusal)).toContain('535');
    expect(JSON.stringify(refusal) + String(refusal)).not.toContain('another secret');
    expect(server.arrived).toEqual([]);
  });

  it('signs in with the account', async () => {
    const server = await start(account);

    await smtp(server.port, { username: 'lumina', password: 'a secret' }).send(message());

    expect(server.arrived).toHaveLength(1);
  });

  it('needs fewer connections than it sends messages', async () => {
    const server = await start();
    const driver = smtp(server.port);

    await Promise.all(Array.from({ length: 50 }, () => driver.send(message())));

    expect(server.arrived).toHaveLength(50);
    expect(server.sessions.length).toBeLessThanOrEqual(5);
  });

  it('comes back after the server was away', async () => {
    const server = await start();
    const driver = smtp(server.port);
    await driver.send(message({ subject: 'before' }));
    await server.stop();
    await expect(driver.send(message({ subject: 'meanwhile' }))).rejects.toThrow();
    await server.start();

    await driver.send(message({ subject: 'after' }));

    expect(server.arrived.map(({ subject }) => subject)).toEqual(['before', 'after']);
  });

  it('says that no person wrote the message', async () => {
    const server = await start();

    await smtp(server.port).send(message());

    expect(server.arrived[0]?.headers).toMatchObject({ 'auto-submitted': 'auto-generated' });
  });
});

describe('encryption on the way to a mail server', () => {
  const encrypted: SMTPServerOptions = { disabledCommands: [], cert, key };

  it('is insisted on: a server without it gets neither message nor password', async () => {
    const passwords: unknown[] = [];
    const onAuth: SMTPServerOptions['onAuth'] = ({ password }, _session, done) => {
      passwords.push(password);
      done(null, { user: 'lumina' });
    };
    const server = await start({ ...account, onAuth });
    const driver = smtp(server.port, { security: 'starttls', username: 'lumina', password: 'a secret' });

    await expect(driver.send(message())).rejects.toThrow(/STARTTLS|TLS/);

    expect([server.arrived, passwords]).toEqual([[], []]);
  });

  it.each([
    ['starttls', encrypted],
    ['tls', { ...encrypted, secure: true }],
  ] as const)('with %s ends at a certificate that nobody vouches for', async (security, options) => {
    const server = await start(options);

    await expect(smtp(server.port, { security }).send(message())).rejects.toThrow(/self-signed certificate/);

    expect(server.arrived).toEqual([]);
  });
});
