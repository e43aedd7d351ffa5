import winston from 'winston';
import { loggingConfig } from '../config/logging.js';
import { BatchedOutput } from './BufferedStdout.js';
import { clock } from '../utils/clock.js';
import { redact } from './redact.js';

const { combine, timestamp, colorize, printf } = winston.format;

const redaction = winston.format((info) => redact(info));

function details({ error, ...info }: winston.Logform.TransformableInfo): string {
  const { level: _level, message: _message, timestamp: _timestamp, ...fields } = info;
  const shown = Object.entries(fields).filter(([, value]) => value !== undefined);
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? `\n${String(error.stack)}` : '';
  return shown.map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).join('') + stack;
}

const readable = combine(
  redaction(),
  timestamp({ format: 'HH:mm:ss.SSS' }),
  ...(process.stdout.isTTY ? [colorize()] : []),
  printf((info) => `${String(info.timestamp)} ${info.level} ${String(info.message)}${details(info)}`),
);

const machine = combine(
  redaction(),
  printf((info) => JSON.stringify({ timestamp: clock.now().toISOString(), ...info })),
);

function rotated(filename: string): winston.transport {
  return new winston.transports.File({
    filename,
    format: machine,
    maxsize: 10 * 1024 * 1024,
    maxFiles: 5,
    tailable: true,
  });
}

/** The application's log: JSON lines in production, readable text elsewhere; secrets are redacted at any depth. */
export const logger = winston.createLogger({
  level: loggingConfig.level,
  levels: { error: 0, warn: 1, info: 2, debug: 3 },
  transports: [
    new winston.transports.Stream({
      stream: new BatchedOutput(process.stdout),
      format: loggingConfig.json ? machine : readable,
    }),
    ...(loggingConfig.file ? [rotated(loggingConfig.file)] : []),
  ],
});
