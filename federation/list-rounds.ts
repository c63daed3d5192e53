import { getLogger } from "@logtape/logtape";
import { refreshDueLists } from "#src/app/block-lists.ts";
import type { Context } from "#src/app/context.ts";
import { mostListBytes } from "#src/app/list-file.ts";
import type { FetchedText, Partners } from "#src/app/partners.ts";
import { FetchError, safeFetch } from "./fetch.ts";

const log = getLogger(["fedicoop", "lists"]);

const lookEveryMs = 60_000;
const timeoutMs = 30_000;

/** {@link Partners.fetchList}. On the public internet only over https: a list that somebody on the way can change blocks whom they want. */
export function openFetchList(allowPrivateAddresses: boolean): Partners["fetchList"] {
  return async (url, etag) => {
    if (!isAllowed(url, allowPrivateAddresses))
      return { outcome: "failed", detail: "A list is fetched from an https address." };
    const headers = {
      accept: "text/csv, text/plain;q=0.9, application/json;q=0.8, */*;q=0.1",
      ...(etag === undefined ? {} : { "if-none-match": etag }),
    };
    try {
      return await readAnswer(
        await safeFetch(url, { headers }, { allowPrivateAddresses, maxBytes: mostListBytes, timeoutMs }),
      );
    } catch (error) {
      if (error instanceof FetchError) return { outcome: "failed", detail: error.message };
      throw error;
    }
  };
}

const isAllowed = (url: string, allowPrivateAddresses: boolean): boolean =>
  URL.canParse(url) && (url.startsWith("https:") || (allowPrivateAddresses && url.startsWith("http:")));

async function readAnswer(response: Response): Promise<FetchedText> {
  if (response.status === 304) return { outcome: "same" };
  if (!response.ok) return { outcome: "failed", detail: `It answers ${response.status}.` };
  const etag = response.headers.get("etag");
  const text = await response.text();
  return { outcome: "fetched", text, ...(etag === null || etag.length > 500 ? {} : { etag }) };
}

/** Looks for lists that are due, once a minute, for as long as the courier works. */
export function openListRounds(ground: { readonly app: Context; readonly partners: Partners }): {
  start(): void;
  stop(): Promise<void>;
} {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      await refreshDueLists(ground.app, ground.partners);
    } catch (error) {
      log.error("Lists could not be looked at, and will be again: {error}", { error });
    }
  };
  return {
    start() {
      timer = setInterval(() => {
        running = running.then(look);
      }, lookEveryMs);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
    },
  };
}
