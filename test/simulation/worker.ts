import "temporal-polyfill/global";
import { parentPort, workerData } from "node:worker_threads";
import { run } from "./run.ts";

const options = workerData as { readonly nodes: number; readonly steps: number };

/** Lives through the seeds that it is given, one at a time, until there is none. */
parentPort?.on("message", (seed: number | null) => {
  if (seed === null) parentPort?.close();
  else void run({ seed, ...options }).then((done) => parentPort?.postMessage(done));
});
