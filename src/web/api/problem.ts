/** A part of the input that was wrong: where (`body.start`, `query.limit`) and what it should be. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What went wrong with a call, as the API says it (RFC 9457). */
export interface Problem {
  readonly problem: ProblemName;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every kind of problem: its status, its title, and a sentence for the page that `type` leads to. */
export const problems = {
  "malformed-json": { status: 400, title: "The body is not JSON", help: "Send one complete JSON document in UTF-8." },
  "malformed-form": {
    status: 400,
    title: "The body is not a form",
    help: "Send multipart/form-data; most programs write it by themselves.",
  },
  "too-complex": {
    status: 400,
    title: "The body is too complex",
    help: "A body may have 32 levels and 50,000 values.",
  },
  "malformed-key": {
    status: 400,
    title: "The Idempotency-Key cannot be used",
    help: "Use 1 to 255 printable ASCII characters, such as a UUID.",
  },
  "not-authenticated": {
    status: 401,
    title: "Who you are is not known",
    help: "Send a token as Authorization: Bearer …; `npm run fedicoop -- token create` makes one.",
  },
  "not-allowed": {
    status: 403,
    title: "Your role may not do this",
    help: "Ask a steward, or use a token of another role.",
  },
  "other-site": {
    status: 403,
    title: "A page of another site asked for this",
    help: "With a session cookie, changes are taken from this node's own pages only. Use a token elsewhere.",
  },
  "not-found": { status: 404, title: "There is no such thing here", help: "Look at the address and the id." },
  "no-such-method": { status: 405, title: "This cannot be done here", help: "The Allow header names what can." },
  conflict: {
    status: 409,
    title: "This is not possible as things stand",
    help: "The detail says why; look at the current state first.",
  },
  "not-set-up": {
    status: 409,
    title: "This node has not been set up",
    help: "Open the link that the node printed at its start, or run `npm run fedicoop -- setup`.",
  },
  "in-flight": {
    status: 409,
    title: "The same request is still being worked on",
    help: "Repeat it with the same Idempotency-Key in a moment.",
  },
  "too-large": { status: 413, title: "The body is too large", help: "A body may have 1 MiB, a picture 10 MiB." },
  "not-json": { status: 415, title: "The body should be JSON", help: "Send Content-Type: application/json." },
  "not-form": {
    status: 415,
    title: "The body should be a form",
    help: "Send Content-Type: multipart/form-data with the file in it.",
  },
  "not-valid": {
    status: 422,
    title: "The request does not have the right form",
    help: "`errors` names each wrong part and what it should be.",
  },
  "key-reused": {
    status: 422,
    title: "This Idempotency-Key belongs to another request",
    help: "Use a new key for a new request; the same key repeats the same request.",
  },
  "too-many-requests": {
    status: 429,
    title: "Too many requests",
    help: "Wait as long as Retry-After says: 100 a second are answered.",
  },
  "went-wrong": {
    status: 500,
    title: "Something went wrong on our side",
    help: "Nothing was changed. It is in the node's log.",
  },
  "other-node": {
    status: 502,
    title: "The other node did not answer as it should",
    help: "Try again later, or look at its address.",
  },
} as const;

export type ProblemName = keyof typeof problems;

export const problem = (
  name: ProblemName,
  detail: string,
  more: Omit<Problem, "problem" | "detail"> = {},
): Problem => ({
  problem: name,
  detail,
  ...more,
});

/** The same three for every id that names nothing we have. */
export const notFound = (what: string): Problem => problem("not-found", `There is no ${what} with this id.`);

/** A problem as it stands in an `application/problem+json` answer. `origin` makes its type an address that explains it. */
export function problemDocument({ problem: name, detail, errors }: Problem, origin: string) {
  const { status, title } = problems[name];
  return { type: `${origin}/api#problem-${name}`, title, status, detail, ...(errors === undefined ? {} : { errors }) };
}
