import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

/** A process of the measurement's own, which answers one question after the other. */
export interface Child {
  readonly pid: number;
  /** @throws what the child's answer threw, or when it has ended. */
  ask<Answer>(question: object): Promise<Answer>;
  end(): Promise<void>;
}

type Said = { readonly answer: unknown } | { readonly error: string };

const children = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts a file of this folder as a process, which ends with us, however we end. @throws when it does not come to answering. */
export async function startChild(file: string, flags: readonly string[] = []): Promise<Child> {
  const child = fork(join(import.meta.dirname, file), [], {
    execArgv: [...flags, "--import", join(import.meta.dirname, "../../src/quick-start.js")],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  const heard = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const ended = (): void => reject(new Error(`${file} has ended.`));
      child.once("exit", ended);
      child.once("message", (said: Said) => {
        child.off("exit", ended);
        if ("error" in said) reject(new Error(said.error));
        else resolve(said.answer);
      });
    });
  await heard();
  return {
    pid: child.pid ?? 0,
    ask: async <Answer>(question: object) => {
      const answer = heard();
      child.send(question);
      return (await answer) as Answer;
    },
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** In the child: says that it is there, answers the parent's questions, and ends when the parent is gone. */
export function answerParent(answer: (question: never) => Promise<unknown>): void {
  const say = (said: Said): void => void process.send?.(said);
  process.once("disconnect", () => process.exit(0));
  process.on("message", (question) => {
    answer(question as never).then(
      (given) => say({ answer: given ?? null }),
      (error: unknown) => say({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  say({ answer: "ready" });
}
