import type { z } from "zod";

/** What is wrong with a document that cannot be read, as its sender and the log are told: the first thing, and where. */
export function firstIssue({ issues: [issue] }: z.ZodError, what: string): string {
  return `${issue?.path.join(".") ?? what}: ${issue?.message ?? "unreadable"}`.slice(0, 200);
}
