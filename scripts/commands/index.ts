import createController from './CreateController.js';
import createFactory from './CreateFactory.js';
import createMigration from './CreateMigration.js';
import createModel from './CreateModel.js';
import dbSeed from './DbSeed.js';
import down from './Down.js';
import envDocument from './EnvDocument.js';
import keyGenerate from './KeyGenerate.js';
import migrate from './Migrate.js';
import migrateReset from './MigrateReset.js';
import migrateStatus from './MigrateStatus.js';
import migrateUndo from './MigrateUndo.js';
import moduleRemove from './ModuleRemove.js';
import queueClear from './QueueClear.js';
import queueFailed from './QueueFailed.js';
import queueRetry from './QueueRetry.js';
import queueStatus from './QueueStatus.js';
import routeList from './RouteList.js';
import scheduleList from './ScheduleList.js';
import up from './Up.js';

/** All subcommands, in the order of the help. */
export const commands = [
  createModel,
  createMigration,
  createController,
  createFactory,
  moduleRemove,
  keyGenerate,
  envDocument,
  migrate,
  migrateUndo,
  migrateReset,
  migrateStatus,
  dbSeed,
  down,
  up,
  routeList,
  scheduleList,
  queueStatus,
  queueFailed,
  queueRetry,
  queueClear,
];
