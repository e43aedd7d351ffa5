import winston from 'winston';
import { loggingConfig } from '../config/logging.js';
import { clock } from '../utils/clock.js';
import { BufferedStdout } from './BufferedStdout.js';
import { redact } from './redact.js';

const { combine, timestamp, colorize, printf } = winston.format;

const redaction = winston.format((info) => redact(info));

function formatDetails({ error, ...info }: winston.Logform.TransformableInfo): string {
  const { level: _level, message: _message, timestamp: _timestamp, ...fields } = info;
  const visibleFields = Object.entries(fields).filter(([, value]) => value !== undefined);
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? `\n${String(error.stack)}` : '';
  return visibleFields.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('') + stack;
}

const readableFormat = combine(
  redaction(),
  timestamp({ format: 'HH:mm:ss.SSS' }),
  ...(process.stdout.isTTY ? [colorize()] : []),
  printf((info) => `${String(info.timestamp)} ${info.level} ${String(info.message)}${formatDetails(info)}`),
);

const jsonFormat = combine(
  redaction(),
  printf((info) => JSON.stringify({ timestamp: clock.now().toISOString(), ...info })),
);

function createRotatedFile(filename: string): winston.transport {
  return new winston.transports.File({
    filename,
    format: jsonFormat,
    maxsize: 10 * 1024 * 1024,
    maxFiles: 5,
    tailable: true,
  });
}

/** The application's logger: JSON lines in production, readable text elsewhere. Secrets are redacted at any depth. */
export const logger = winston.createLogger({
  level: loggingConfig.level,
  levels: { error: 0, warn: 1, info: 2, debug: 3 },
  transports: [
    new winston.transports.Stream({
      stream: new BufferedStdout(process.stdout),
      format: loggingConfig.json ? jsonFormat : readableFormat,
    }),
    ...(loggingConfig.file ? [createRotatedFile(loggingConfig.file)] : []),
  ],
});
