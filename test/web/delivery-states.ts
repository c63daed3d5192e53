import { transact, type Context } from "#src/app/context.ts";
import type { Doctor } from "#src/app/doctor.ts";
import { found, findingOf, type CheckName, type FindingCode } from "#src/app/finding.ts";
import { saveFollower } from "#src/store/followers.ts";
import { saveHost, type Host } from "#src/store/hosts.ts";
import { saveSettlement } from "#src/store/settlements.ts";

const minuteMs = 60_000;

/** A server that follows the coop, and how it fares. */
export async function followedBy(app: Context, host: string, known: Partial<Host> = {}): Promise<void> {
  const follower = `${host}/users/ada`;
  const nowMs = app.nowMs();
  await transact(app, async ({ session }) => {
    await saveFollower(session, {
      actorId: "coop",
      follower,
      follow: `${follower}#f`,
      inbox: `${host}/inbox`,
      sharedInbox: null,
      createdAtMs: nowMs,
    });
    await saveHost(session, {
      host,
      failures: 0,
      nextAttemptAtMs: 0,
      signature: "draft-cavage",
      lastSuccessAtMs: nowMs - 5 * minuteMs,
      lastError: null,
      lastFailureAtMs: null,
      lastReceivedAtMs: nowMs - 3 * minuteMs,
      receivedSignature: "rfc9421",
      software: "mastodon",
      softwareVersion: "4.5.2",
      softwareCheckedAtMs: nowMs,
      clockDifferenceMs: 300,
      clockSeenAtMs: nowMs,
      ...known,
    });
  });
}

/** What came of telling each server: a status, or the error of a connection. */
export async function settle(app: Context, outcomes: Readonly<Record<string, number | string>>): Promise<void> {
  const nowMs = app.nowMs();
  await transact(app, async ({ session }) => {
    const rows = await session.q.select().from(session.t.outbox);
    for (const { id, host } of rows) {
      const outcome = outcomes[host];
      if (outcome === undefined) continue;
      const status = typeof outcome === "number" ? outcome : null;
      const again = { id, end: "again", atMs: nowMs + 12 * minuteMs, error: String(outcome), status } as const;
      await saveSettlement(session, outcome === 202 ? { id, end: "done", status } : again, nowMs);
    }
  });
}

/** A self-test that has found these things. */
export function doctorWho(
  finds: readonly (readonly [CheckName, FindingCode, Record<string, string | number>?])[],
): Doctor {
  const findings = finds.map(([check, code, facts]) => findingOf(check, found(code, facts)));
  return { examine: () => Promise.resolve(findings) };
}
