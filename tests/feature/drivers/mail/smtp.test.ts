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

describe('the SMTP connection', () => {
  it('fails with the name of a server that does not listen', async () => {
    const server = await start();
    await server.stop();

    await expect(smtp(server.port).send(message())).rejects.toThrow(/ECONNREFUSED/);
  });

  it('times out on a silent server', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');

    const sending = smtp((silent.address() as AddressInfo).port).send(message());

    await expect(sending).rejects.toThrow(/Greeting never received/);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('reports rejected credentials without the password', async () => {
    const server = await start(account);
    const driver = smtp(server.port, { username: 'lumina', password: 'another secret' });

    const error = await driver.send(message()).catch((thrown: unknown) => thrown);

    expect(String(error)).toContain('535');
    expect(JSON.stringify(error) + String(error)).not.toContain('another secret');
    expect(server.arrived).toEqual([]);
  });

  it('authenticates', async () => {
    const server = await start(account);

    await smtp(server.port, { username: 'lumina', password: 'a secret' }).send(message());

    expect(server.arrived).toHaveLength(1);
  });

  it('is reused for several messages', async () => {
    const server = await start();
    const driver = smtp(server.port);

    await Promise.all(Array.from({ length: 50 }, () => driver.send(message())));

    expect(server.arrived).toHaveLength(50);
    expect(server.sessions.length).toBeLessThanOrEqual(5);
  });

  it('reconnects after an outage of the server', async () => {
    const server = await start();
    const driver = smtp(server.port);
    await driver.send(message({ subject: 'before' }));
    await server.stop();
    await expect(driver.send(message({ subject: 'meanwhile' }))).rejects.toThrow();
    await server.start();

    await driver.send(message({ subject: 'after' }));

    expect(server.arrived.map(({ subject }) => subject)).toEqual(['before', 'after']);
  });

  it('marks messages as automatically generated', async () => {
    const server = await start();

    await smtp(server.port).send(message());

    expect(server.arrived[0]?.headers).toMatchObject({ 'auto-submitted': 'auto-generated' });
  });
});

describe('SMTP encryption', () => {
  const encrypted: SMTPServerOptions = { disabledCommands: [], cert, key };

  it('is mandatory: a server without it receives neither message nor password', async () => {
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
  ] as const)('with %s rejects an untrusted certificate', async (security, options) => {
    const server = await start(options);

    await expect(smtp(server.port, { security }).send(message())).rejects.toThrow(/self-signed certificate/);

    expect(server.arrived).toEqual([]);
  });
});
