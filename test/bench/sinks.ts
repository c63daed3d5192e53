import { freePort } from "#test/rig/port.ts";
import { answerParent } from "./child.ts";
import { clockMs } from "./figures.ts";
import { listenTo } from "./listen.ts";

/** Other servers that take whatever is said to them, and count it. */
export type SinksQuestion =
  /** Answers their origins. */
  | { readonly do: "open"; readonly servers: number }
  /** Answers when so many different messages have come since it was last asked: when the last of them came, in epoch milliseconds. */
  | { readonly do: "expect"; readonly messages: number };

const came = new Set<string>();
let last = 0;
let look = (): void => undefined;

async function openSink(): Promise<string> {
  const port = await freePort();
  await listenTo(port, (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const [, id = ""] = /"id":"([^"]*)"/.exec(Buffer.concat(parts).toString()) ?? [];
      came.add(`${port} ${id}`);
      last = clockMs();
      response.writeHead(202).end();
      look();
    });
  });
  return `http://127.0.0.1:${port}`;
}

function expectMessages(count: number): Promise<number> {
  return new Promise((resolve) => {
    look = () => {
      if (came.size < count) return;
      look = () => undefined;
      came.clear();
      resolve(last);
    };
    look();
  });
}

answerParent(async (question: SinksQuestion) => {
  switch (question.do) {
    case "open":
      return Promise.all(Array.from({ length: question.servers }, openSink));
    case "expect":
      return expectMessages(question.messages);
  }
});
