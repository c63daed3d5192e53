import type { z } from "zod";
import type { Context } from "#src/app/context.ts";
import type { Partners } from "#src/app/partners.ts";
import type { Coop, Role } from "#src/store/coop.ts";
import type { FileAnswer } from "./file.ts";
import { notFound, problem, type FieldProblem, type Problem, type ProblemName } from "./problem.ts";

/** Who calls: a token, or a person with a session. */
export interface Principal {
  readonly id: string;
  readonly role: Role;
  /** As the audit log names them. */
  readonly name: string;
}

/** What every call is given besides its own input. */
export interface Surroundings {
  readonly app: Context;
  readonly partners: Partners;
  readonly coop: Coop;
  readonly principal: Principal;
  /** The caller's languages, best first, with the coop's own at the end. */
  readonly languages: readonly string[];
}

export interface Call<P, Q, B> extends Surroundings {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** One call of the API: the schemas validate what comes in and describe it in OpenAPI. */
export interface Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  readonly method: Method;
  /** As OpenAPI writes it: `/peers/{id}`. */
  readonly path: string;
  /** The operation's id in OpenAPI. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** The least role that may call it. */
  readonly role: Role;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body is a form with files (multipart/form-data), larger than JSON may be: each file arrives as its bytes. For POST. */
  readonly form?: true;
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: A;
  /** Of the answer, where it is JSON of a kind of its own. For GET. */
  readonly mediaType?: string;
  /** It answers with a file of one of these media types, written piece by piece. For GET. */
  readonly files?: readonly string[];
  /** What `params.id` names, for "there is no … with this id". */
  readonly names?: string;
  /** What may go wrong besides what goes wrong everywhere. */
  readonly problems?: readonly ProblemName[];
  /** It waits for other nodes; for some bodies only, where it is told by the text of the body. */
  readonly asksOthers?: true | ((body: string) => boolean);
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Outcome<z.output<A>>>;
}

export type Outcome<A> = { readonly answer: A } | { readonly file: FileAnswer } | Problem;

export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** A definition whose types are closed over: what the server and the documents need of it. */
export interface Route extends Omit<Definition<z.ZodType, z.ZodType, z.ZodType, z.ZodType>, "handle"> {
  /** Validates the input; what it answers runs the call. */
  readonly read: (input: Input) => Problem | ((surroundings: Surroundings) => Promise<Outcome<unknown>>);
}

/** Declares a call, once, for everything: routing, validation, roles, OpenAPI and the page that shows it. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  definition: Definition<P, Q, B, A>,
): Route {
  const { handle, ...rest } = definition;
  return {
    ...rest,
    read: (input) => {
      const params = definition.params.safeParse(input.params);
      if (!params.success) return notFound(definition.names ?? "thing");
      const query = definition.query.safeParse(input.query);
      const body = definition.body.safeParse(input.body);
      if (!query.success || !body.success) {
        return notValid([...fieldProblems("query", query.error?.issues), ...fieldProblems("body", body.error?.issues)]);
      }
      return (surroundings) => handle({ ...surroundings, params: params.data, query: query.data, body: body.data });
    },
  };
}

/** The input has not the right form, each wrong part named. */
export function notValid(errors: readonly FieldProblem[]): Problem {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const detail =
    first === undefined ? "The request does not have the right form." : `${first.field} ${first.message}${more}.`;
  return problem("not-valid", detail, { errors });
}

function fieldProblems(where: string, issues: readonly z.core.$ZodIssue[] = []): readonly FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = [where, ...issue.path.map(String)];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "is not known here" }));
    }
    return [{ field: path.join("."), message: worded(issue.message) }];
  });
}

/** Our own messages are what the value should be; zod's name what it expected. */
function worded(message: string): string {
  if (message.endsWith("received undefined")) return "is required";
  const expected = /^Invalid [a-z]+: (expected .*)$/i.exec(message)?.[1] ?? message;
  return expected.startsWith("expected") ? `should be as ${expected}` : `should be ${expected}`;
}
