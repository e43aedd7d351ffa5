import { MailServer } from './mail.js';

/** A mail server that the application sends to. Must be awaited before anything of the application is imported. */
export async function openInbox(): Promise<MailServer> {
  const server = await new MailServer().start();
  Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
  process.env.FRONTEND_URL = 'https://app.example';
  return server;
}

/** The token in the newest message to this address that has one. @throws Error if there is none */
export function tokenFor(server: MailServer, address: string, page: 'verify-email' | 'reset-password'): string {
  const link = new RegExp(`https://app\\.example/${page}\\?token=([\\w-]+)`);
  const texts = server.arrived.filter(({ to }) => to.address === address).map(({ text }) => link.exec(text)?.[1]);
  const token = texts.filter((found) => found !== undefined).at(-1);
  if (!token) throw new Error(`No token for ${page} was mailed to ${address}`);
  return token;
}

/** The subjects of the messages to the address, in order. */
export function subjectsTo(server: MailServer, address: string): string[] {
  return server.arrived.filter(({ to }) => to.address === address).map(({ subject }) => subject);
}
