# fedicoop for one coop: one process, one folder. The same sources as `npm start`; Node comes with the image.
#
#   docker build -t fedicoop .
#   docker run -p 3000:3000 -v fedicoop:/data -e FEDICOOP_ORIGIN=https://coop.example fedicoop
#   docker exec CONTAINER node src/main.ts fedicoop doctor
FROM node:24-slim

ENV NODE_ENV=production
WORKDIR /app

# The packages come first, so that a change of the sources does not install them again.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

COPY . .

# Inside the container the node listens on every address; what of it is public is decided by who runs the container.
ENV FEDICOOP_DATA=/data FEDICOOP_HOST=0.0.0.0 PORT=3000
RUN mkdir /data && chown node:node /data && chmod 700 /data
VOLUME /data
USER node
EXPOSE 3000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "--max-semi-space-size=8", "--import", "./src/quick-start.js", "src/main.ts"]
