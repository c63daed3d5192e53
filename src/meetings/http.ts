import type { ConnectorProblem } from "./connector.ts";

/** What one call to a meeting server may take, answer and redirects included. */
export const timeLimitMs = 10_000;
const usualAnswerBytes = 2 * 1024 * 1024;
const maxRedirects = 3;
const maxDetailLength = 300;
const shortestSecret = 4;

/** One call to a server of the operator's own. It may stand in a private network; the operator has chosen it. */
export interface Call {
  readonly url: URL;
  readonly method?: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The longest answer; two megabytes unless told otherwise. */
  readonly maxAnswerBytes?: number;
  /** What must never be read in a `detail`: keys, passwords, checksums. */
  readonly secrets: readonly string[];
}

export type Reply =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly text: string }
  | Failure;
export type Failure = { readonly ok: false } & ConnectorProblem;

/** What went wrong, in few words and without the secrets, whatever a server has put into them. */
export function failure(problem: ConnectorProblem["problem"], detail: string, secrets: readonly string[]): Failure {
  const hidden = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((text, secret) => text.replaceAll(secret, "…"), detail);
  const plain = hidden
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, maxDetailLength);
  return { ok: false, problem, detail: plain };
}

/** What an HTTP status other than success says about a server: refused, unreachable behind its proxy, or a no. */
export function failedStatus(
  reply: { readonly status: number; readonly text: string },
  secrets: readonly string[],
): Failure {
  const { status, text } = reply;
  const said = text.startsWith("<") || text === "" ? "" : `: ${text}`;
  if (status === 401 || status === 403) return failure("refused", `It answered ${status}${said}`, secrets);
  if (status >= 502 && status <= 504) return failure("unreachable", `It answered ${status}${said}`, secrets);
  return failure("failed", `It answered ${status}${said}`, secrets);
}

/** Calls a server: at most ten seconds, a bounded answer, and three redirects that stay on its origin. Never throws. */
export async function callServer(call: Call): Promise<Reply> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, timeLimitMs);
  try {
    return await follow(call, controller.signal);
  } catch (error) {
    const detail = controller.signal.aborted ? `No answer within ${timeLimitMs / 1000} seconds` : causeOf(error);
    return failure("unreachable", detail, call.secrets);
  } finally {
    clearTimeout(timer);
  }
}

async function follow(call: Call, signal: AbortSignal): Promise<Reply> {
  let { url } = call;
  for (let count = 0; count <= maxRedirects; count += 1) {
    const response = await send({ ...call, url }, signal);
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return await read(response, call);
    await response.body?.cancel();
    const next = nextStop(URL.parse(location, url), call);
    if ("problem" in next) return next;
    url = next;
  }
  return failure("failed", "It redirects in a circle", call.secrets);
}

/** Signed calls, passwords and what changes something go nowhere but where the operator said. */
function nextStop(next: URL | null, { url, method = "GET", secrets }: Call): URL | Failure {
  if (next?.origin !== url.origin) {
    return failure(
      "failed",
      `It redirects to ${next?.origin ?? "nowhere"}: fill that address in if it is right`,
      secrets,
    );
  }
  return method === "GET" || method === "HEAD"
    ? next
    : failure("failed", "It redirects what we ask it to change", secrets);
}

async function send(call: Call, signal: AbortSignal): Promise<Response> {
  return await fetch(call.url, {
    method: call.method ?? "GET",
    headers: { "user-agent": "fedicoop", ...call.headers },
    ...(call.body === undefined ? {} : { body: call.body }),
    redirect: "manual",
    signal,
  });
}

async function read(response: Response, { maxAnswerBytes = usualAnswerBytes, secrets }: Call): Promise<Reply> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) return failure("failed", "Its answer is too long", secrets);
    text += decoder.decode(chunk, { stream: true });
  }
  return { ok: true, status: response.status, headers: response.headers, text: text + decoder.decode() };
}

/** What fetch wraps: `fetch failed` says nothing, its cause does. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return "It cannot be reached";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return `It cannot be reached: ${[code, cause.message].filter((part) => part !== undefined && part !== "").join(" ")}`;
}
