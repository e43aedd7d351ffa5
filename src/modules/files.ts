import { StoredFile } from '../models/files/StoredFile.js';
import StoredFileService from '../services/files/StoredFileService.js';
import type { Module } from './Module.js';

/** Stored files. */
export const files: Module = {
  name: 'files',
  models: [StoredFile],
  routes: [],
  jobs: [],
  schedule: [],
  retention: [{ summary: 'Files without an owner', purge: (signal) => StoredFileService.purge(signal) }],
  seeders: [],
};
