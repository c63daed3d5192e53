import { createServer } from "node:net";

/**
 * A loopback port that nobody listens on, below the range from which the system takes ports for outgoing connections, so that none of
 * those takes it between this answer and its use. Chosen at random, since test files run side by side.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
