import { checkStewards } from "./absence-check.ts";
import type { Context } from "./context.ts";
import { checkActor, checkKeys } from "./doctor-actor.ts";
import {
  checkDns,
  checkMail,
  checkNode,
  checkNodeInfo,
  checkPeers,
  checkTls,
  checkWebFinger,
} from "./doctor-outside.ts";
import { checkProxy } from "./doctor-proxy.ts";
import {
  checkClock,
  checkDatabase,
  checkDisk,
  checkOrigin,
  checkOutbox,
  checkSecret,
  checkUploads,
} from "./doctor-store.ts";
import { found, findingOf, type CheckName, type Finding, type Found } from "./finding.ts";
import type { Outside } from "./outside.ts";
import type { Partners } from "./partners.ts";

export interface DoctorParts {
  readonly app: Context;
  readonly partners: Pick<Partners, "check">;
  readonly outside: Outside;
  readonly dataFolder: string;
}

/** Looks whether everything is in order, and says what is not. */
export interface Doctor {
  /** In at most about five seconds. Whoever asks while it looks gets the same answer. */
  examine(): Promise<readonly Finding[]>;
}

/** Each check is given up after this. */
const checkMs = 5_000;
/** Somebody who asks again at once gets the same answer, so that asking costs other servers nothing. */
const freshMs = 3_000;

export function openDoctor(parts: DoctorParts): Doctor {
  let last: { readonly findings: Promise<readonly Finding[]>; readonly atMs: number } | undefined;
  return {
    examine() {
      const nowMs = Date.now();
      if (last === undefined || nowMs - last.atMs > freshMs) last = { findings: examine(parts), atMs: nowMs };
      return last.findings;
    },
  };
}

const checks: readonly (readonly [CheckName, (parts: DoctorParts) => Promise<Found>])[] = [
  ["database", checkDatabase],
  ["secret", checkSecret],
  ["origin", checkOrigin],
  ["keys", checkKeys],
  ["clock", checkClock],
  ["disk", checkDisk],
  ["uploads", checkUploads],
  ["stewards", ({ app }) => checkStewards(app)],
  ["outbox", checkOutbox],
  ["dns", checkDns],
  ["tls", checkTls],
  ["node", checkNode],
  ["proxy", checkProxy],
  ["webfinger", checkWebFinger],
  ["nodeinfo", checkNodeInfo],
  ["actor", checkActor],
  ["peers", checkPeers],
  ["mail", checkMail],
];

const examine = (parts: DoctorParts): Promise<readonly Finding[]> =>
  Promise.all(checks.map(async ([name, check]) => findingOf(name, await bounded(check(parts)))));

/** A look that fails is a finding, too, and one that takes too long: the rest is still worth seeing. */
async function bounded(look: Promise<Found>): Promise<Found> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Found>((resolve) => {
    timer = setTimeout(() => resolve(found("late", { seconds: checkMs / 1000 })), checkMs);
  });
  try {
    return await Promise.race([look, late]);
  } catch (error) {
    return found("failed", { error: error instanceof Error ? error.message : String(error) });
  } finally {
    clearTimeout(timer);
  }
}
