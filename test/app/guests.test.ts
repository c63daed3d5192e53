import { expect, test } from "vitest";
import { nameModerators } from "#src/app/attending.ts";
import { createGuestLink, findInvitation, listGuestLinks, revokeGuestLink } from "#src/app/guests.ts";
import { findAgreementRow, saveAgreement, updateAgreement } from "#src/store/agreements.ts";
import { saveUser } from "#src/store/people.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, noonMs, openSide, type Side } from "./pair.ts";

const dayMs = 24 * hourMs;

/** A meeting of ours elsewhere, one of a series or alone. */
async function meetAt({ context, coop }: Side, startsAtMs: number, series: string | null): Promise<string> {
  const id = context.newId();
  const agreement = `${context.origin}/agreements/${id}`;
  const times = { startsAtMs, endsAtMs: startsAtMs + hourMs, createdAtMs: noonMs, updatedAtMs: noonMs };
  await context.database.transaction((session) =>
    saveAgreement(session, {
      id,
      agreement,
      role: "receiver",
      peerId: context.newId(),
      proposalId: context.newId(),
      proposal: "https://kerala.example/proposals/1",
      provider: "https://kerala.example/actors/coop",
      receiver: coop,
      title: "Board",
      seats: 10,
      terms: { kind: "gift" },
      state: "accepted",
      revision: 1,
      seriesIri: series,
      ...times,
    }),
  );
  return id;
}

onBothEngines("guests of a series", (engine) => {
  test("come by one link to the meeting that is open or next, and those who moderate do so every time", async () => {
    const clock = { nowMs: noonMs };
    const side = await openSide(await engine.open(), "quebec", clock);
    const { context } = side;
    const series = `${context.origin}/series/1`;
    const third = await meetAt(side, noonMs + 14 * dayMs, series);
    const [first, second] = [
      await meetAt(side, noonMs + hourMs, series),
      await meetAt(side, noonMs + 7 * dayMs, series),
    ];
    const alone = await meetAt(side, noonMs + hourMs, null);
    const made = await createGuestLink(context, second, { label: "Press", role: "participant" });
    const link = made.outcome === "done" ? made.link : undefined;
    const token = link?.url.split("/").at(-1) ?? "";
    const leadsTo = async (nowMs: number): Promise<readonly unknown[]> => {
      clock.nowMs = nowMs;
      const found = await findInvitation(context, token);
      return found.invitation === "unknown" ? [] : [found.meeting.id, found.meeting.when];
    };
    expect(await leadsTo(noonMs)).toEqual([first, "before"]);
    expect(await leadsTo(noonMs + hourMs)).toEqual([first, "open"]);
    expect(await leadsTo(noonMs + 2 * hourMs)).toEqual([second, "before"]);
    const cancelled = { state: "cancelled" } as const;
    await context.database.transaction((session) => updateAgreement(session, second, cancelled));
    expect(await leadsTo(noonMs + 2 * hourMs)).toEqual([third, "before"]);
    expect(await leadsTo(noonMs + 15 * dayMs)).toEqual([third, "after"]);
    expect((await createGuestLink(context, first, { label: "Late", role: "participant" })).outcome).toBe("over");
    expect((await listGuestLinks(context, third))?.map(({ id }) => id)).toEqual([link?.id]);
    expect(await listGuestLinks(context, alone)).toEqual([]);

    const user = { id: context.newId(), role: "member", name: "Luc", memberId: null, sessionEpoch: 1 } as const;
    const account = { ...user, createdAtMs: noonMs, lastSeenAtMs: null };
    await context.database.transaction((session) => saveUser(session, account));
    expect(await nameModerators(context, first, [user.id])).toBe(true);
    const moderatorsOf = async (id: string) => (await findAgreementRow(context.database, id))?.moderators;
    expect([await moderatorsOf(third), await moderatorsOf(alone)]).toEqual([[user.id], null]);

    await revokeGuestLink(context, link?.id ?? "");
    expect((await findInvitation(context, token)).invitation).toBe("revoked");
  });
});
