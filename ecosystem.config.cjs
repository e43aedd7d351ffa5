/** For PM2: `npm run build && npx pm2 start ecosystem.config.cjs`. With WEB_CONCURRENCY=auto the server starts a process per core itself. */
const shared = {
  cwd: __dirname,
  exec_mode: 'fork',
  // Longer than the ten seconds in which a process finishes what is in flight.
  kill_timeout: 12_000,
  time: false,
};

module.exports = {
  apps: [
    {
      ...shared,
      name: 'lumina',
      script: 'dist/server.js',
      env: { NODE_ENV: 'production' },
      max_memory_restart: '1G',
    },
    {
      ...shared,
      name: 'lumina-worker',
      script: 'dist/src/worker/main.js',
      env: { NODE_ENV: 'production' },
      max_memory_restart: '512M',
    },
  ],
};
