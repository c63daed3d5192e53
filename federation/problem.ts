/** What the guard refuses a request for: the status, and a title that stays the same for each kind (RFC 9457). */
export const refusals = {
  "malformed-address": { status: 400, title: "The address cannot be read" },
  "malformed-json": { status: 400, title: "The body is not one JSON object" },
  "too-complex": { status: 400, title: "The body is too complex" },
  "not-activity": { status: 400, title: "This is not an activity" },
  unsigned: { status: 401, title: "The request is not signed" },
  "signature-weak": { status: 401, title: "The signature covers too little" },
  "signature-time": { status: 401, title: "The signature is too old or from the future" },
  "signature-digest": { status: 401, title: "The body is not the one that was signed" },
  "signature-key": { status: 401, title: "The key cannot be had" },
  "signature-malformed": { status: 401, title: "The signature cannot be read" },
  blocked: { status: 403, title: "This server is blocked here" },
  "no-such-method": { status: 405, title: "The method is not known here" },
  "body-slow": { status: 408, title: "The body did not come in time" },
  "too-large": { status: 413, title: "The body is too large" },
  "not-json": { status: 415, title: "The body should be ActivityStreams JSON" },
  "too-many-requests": { status: 429, title: "Too many requests" },
} as const;

export type RefusalName = keyof typeof refusals;

export interface Refused {
  readonly refused: RefusalName;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

export const refuse = (refused: RefusalName, detail: string): Refused => ({ refused, detail });

/** The refusal as an `application/problem+json` answer. Its type is an address below `origin` that explains it. */
export function refusalResponse({ refused, detail, retryAfterSeconds }: Refused, origin: string): Response {
  const { status, title } = refusals[refused];
  return problemResponse(
    { type: `${origin}/api#problem-${refused}`, title, status, detail },
    {
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
      ...(refused === "no-such-method" ? { allow: "GET, HEAD, POST" } : {}),
    },
  );
}

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

export function problemResponse(document: ProblemDocument, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}
