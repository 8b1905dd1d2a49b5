# McDewey: one image for the API, workers and every command.
#   docker build -t mcdewey . && docker run -p 4000:4000 -v mcdewey:/data mcdewey
# Without the local models, where EMBEDDING_URL names an endpoint: docker build --build-arg LOCAL_MODELS=no .

FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY admin/package.json admin/
COPY examples/search-box/package.json examples/search-box/
COPY local-models/package.json local-models/
ARG LOCAL_MODELS=yes
RUN npm ci --no-audit --no-fund --include-workspace-root --workspace admin $([ "$LOCAL_MODELS" = no ] || echo --workspace local-models)
COPY tsconfig.json ./
COPY bin bin
COPY migrations migrations
COPY schemas schemas
COPY src src
COPY admin admin
RUN npm run build \
 && npm prune --omit=dev --no-audit --no-fund --include-workspace-root $([ "$LOCAL_MODELS" = no ] || echo --workspace local-models) \
 && rm -rf node_modules/@mcdewey node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 MCDEWEY_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/bin bin
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY schemas schemas
COPY schema.graphql README.md LICENS[E] NOTICE ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The program handles SIGTERM itself, so it may be process 1.
ENTRYPOINT ["node", "/app/bin/mcdewey.js"]
CMD ["serve"]
