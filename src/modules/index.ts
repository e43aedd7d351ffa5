import { registerNotifications } from '../notifications/registry.js';
import { core } from './core.js';
import type { Module } from './Module.js';

/** The modules of this application; the only place that names them. */
export const modules: readonly Module[] = [core];

for (const model of modules.flatMap((module) => module.models)) model.associate?.();

for (const { notifications = [] } of modules) registerNotifications(notifications);
