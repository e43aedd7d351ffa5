import { PurgeOrphanedFiles } from '../jobs/files/PurgeOrphanedFiles.js';
import { StoredFile } from '../models/files/StoredFile.js';
import type { Module } from './Module.js';

/** Stored files. */
export const files: Module = {
  name: 'files',
  models: [StoredFile],
  routes: [],
  jobs: [PurgeOrphanedFiles],
  schedule: [{ cron: '30 3 * * *', job: PurgeOrphanedFiles, summary: 'Removes files that nobody owns' }],
  seeders: [],
};
