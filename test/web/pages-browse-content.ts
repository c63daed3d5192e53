import { transact, type Context } from "#src/app/context.ts";
import { newPeer } from "#src/domain/peer.ts";
import { savePeer } from "#src/store/peers.ts";
import { saveProposal, type Proposal } from "#src/store/proposals.ts";

const hourMs = 3_600_000;

/** A partner with one offer, as its messages would have left them here. */
export async function addOffer(app: Context, name: string, changes: Partial<Proposal> = {}): Promise<string> {
  const origin = `https://${name.toLowerCase().replaceAll(/[^a-z]/g, "")}.example`;
  const [peerId, id] = [app.newId(), app.newId()];
  const nowMs = app.nowMs();
  await transact(app, async ({ session }) => {
    await savePeer(session, {
      id: peerId,
      origin,
      node: `${origin}/actors/node`,
      nodeInbox: `${origin}/actors/node/inbox`,
      coop: `${origin}/actors/coop`,
      coopInbox: `${origin}/actors/coop/inbox`,
      handle: "coop",
      name: { en: name },
      summary: {},
      fairUse: {},
      region: changes.region ?? "Elsewhere",
      languages: ["en"],
      listed: true,
      state: "partner",
      standing: newPeer,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    });
    await saveProposal(session, {
      id,
      proposal: `${origin}/proposals/${id}`,
      peerId,
      resourceId: null,
      coop: `${origin}/actors/coop`,
      resource: `${origin}/actors/hall`,
      resourceName: { en: `Hall of ${name}` },
      platform: "bigbluebutton",
      region: "Elsewhere",
      languages: ["en", "fr"],
      energy: "renewable",
      features: ["captions", "recording"],
      seats: 100,
      audience: "partners",
      acceptUpTo: null,
      terms: { kind: "gift" },
      taken: [{ startsAtMs: nowMs + 30 * hourMs, endsAtMs: nowMs + 40 * hourMs, seats: 60 }],
      energyStatement: null,
      latitudeE6: null,
      longitudeE6: null,
      roomSeats: null,
      calendar: null,
      down: false,
      commonsSeats: 0,
      commonsUntilHours: 0,
      inReplyTo: null,
      toPeerId: null,
      changedAtMs: nowMs,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      deletedAtMs: null,
      ...changes,
    });
  });
  return id;
}

const weekdays = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 8 * 60, untilMinute: 22 * 60 }));

/** A federation to look around in: near and far, large and small, with prices and opening hours. Answers the ids. */
export async function fillFederation(app: Context): Promise<readonly string[]> {
  const at = (latitudeE6: number, longitudeE6: number) => ({ latitudeE6, longitudeE6 });
  return [
    await addOffer(app, "Girona Rooms", { ...at(41_979_400, 2_821_400), region: "Catalonia", languages: ["ca", "en"] }),
    await addOffer(app, "Kerala Commons", {
      ...at(8_524_139, 76_936_638),
      region: "Kerala",
      seats: 300,
      roomSeats: 150,
      energyStatement: "Our own panels on the roof",
      calendar: { timeZone: "Europe/Madrid", openingHours: weekdays, noticeMinutes: 0, horizonDays: null },
    }),
    await addOffer(app, "Québec en commun", {
      ...at(46_813_900, -71_208_000),
      region: "Québec",
      seats: 60,
      energy: "mixed",
      terms: { kind: "reciprocal", perSeatHour: 5, unit: "work-minute" },
      audience: "public",
    }),
    await addOffer(app, "Nowhere Coop", {
      platform: "galene",
      features: [],
      terms: { kind: "reciprocal", perSeatHour: 120, unit: "EUR" },
    }),
    await addOffer(app, "Silent Coop", { down: true }),
  ];
}
