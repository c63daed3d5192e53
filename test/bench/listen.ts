import { createServer, type RequestListener } from "node:http";

/** A plain server on loopback, with as little of its own as can be. Ends with its process. */
export function listenTo(port: number, answer: RequestListener): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: 60_000 }, answer);
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
