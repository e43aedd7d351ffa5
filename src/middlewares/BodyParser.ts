import express from 'express';
import { httpConfig } from '../config/http.js';

const limit = httpConfig.bodyLimit;

class BodyParser {
  public readonly json = express.json({ limit });
  public readonly urlencoded = express.urlencoded({ limit, extended: false });
}

export default new BodyParser();
