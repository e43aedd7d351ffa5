import { createServer } from 'node:http';
import { answer } from './baseline/routes.js';

const { APP_PORT, APP_HOST } = process.env;

createServer((req, res) => void answer(req, res)).listen(Number(APP_PORT), APP_HOST);

process.once('SIGTERM', () => process.exit(0));
