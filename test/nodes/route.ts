import { createHash } from "node:crypto";
import type { Fate, LossyProxy, Nodes, Passage } from "#test/rig.ts";
import type { Coops } from "./main-job.ts";

/** Two coops with a proxy at the origin of each, that decides what becomes of every request. */
export interface Route extends Coops {
  readonly proxies: { readonly a: LossyProxy; readonly b: LossyProxy };
}

/** Starts both; `rule` makes one rule for each proxy, in force from the first request. */
export async function openRoute(nodes: Nodes, rule?: () => (passage: Passage) => Fate): Promise<Route> {
  const proxies = { a: await nodes.proxy(), b: await nodes.proxy() };
  if (rule !== undefined) for (const proxy of [proxies.a, proxies.b]) proxy.rule(rule());
  const [a, b] = await Promise.all([
    nodes.start({ handle: "catalunya", proxy: proxies.a }),
    nodes.start({ handle: "quebec", proxy: proxies.b }),
  ]);
  return { a, b, proxies };
}

export const isMessage = (passage: Passage): boolean => passage.method === "POST" && passage.path.endsWith("inbox");

/** Lets this become of the first copy of each message; the next copies pass. Fetches are not messages and always pass. */
export function firstTime(fate: Fate): () => (passage: Passage) => Fate {
  return () => {
    const seen = new Set<string>();
    return (passage) => {
      const copy = createHash("sha256").update(passage.body).digest("hex");
      if (!isMessage(passage) || seen.has(copy)) return "pass";
      seen.add(copy);
      return fate;
    };
  };
}
