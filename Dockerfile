# The full image has the compiler that sqlite3 needs where its ready-made binary cannot be fetched.
FROM node:22-bookworm AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json server.ts ./
COPY src ./src
COPY scripts ./scripts
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production APP_PORT=3000 MAINTENANCE_FILE=storage/maintenance.lock
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY scripts/lumina.mjs ./scripts/
COPY views ./views
COPY public ./public
# Only these two folders are written to; volumes that are mounted there begin with their owner.
RUN mkdir -p storage public/uploads && chown -R node:node storage public/uploads
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=3 \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.APP_PORT + '/health/live').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "dist/server.js"]
