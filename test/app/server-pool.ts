import { addServer, type ServerView } from "#src/app/servers.ts";
import { shareResource, type ResourceView } from "#src/app/resources.ts";
import { requestCapacity } from "#src/app/agreements.ts";
import { findCapacity } from "#src/app/capacity.ts";
import type { Platform } from "#src/domain/resource.ts";
import { findAgreementByIri, listAgreementRows, type AgreementRow } from "#src/store/agreements.ts";
import { findResource } from "#src/store/resources.ts";
import { hourMs, noonMs, proposeSeats, type Pair, type Side } from "./pair.ts";

export const evening = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 8 * hourMs };

/** A hall of a platform with servers; it has none yet. */
export async function sharePool(
  { context }: Side,
  { platform = "bigbluebutton", seats = 200 }: { readonly platform?: Platform; readonly seats?: number } = {},
): Promise<ResourceView> {
  const name = { en: "Great hall" };
  const shared = await shareResource(context, { kind: "meeting-server", name, platform, seats });
  if (shared.outcome !== "done") throw new Error(shared.outcome);
  return shared.resource;
}

export async function addTo(
  { context }: Side,
  resource: ResourceView,
  server: { readonly connection: Readonly<Record<string, string>>; readonly seats?: number; readonly name?: string },
): Promise<ServerView> {
  const { connection, seats = 100, name = "BBB" } = server;
  const added = await addServer(context, resource.id, { name, seats, connection });
  if (added.outcome !== "done") throw new Error(JSON.stringify(added));
  return added.server;
}

/** Quebec asks for seats on a pool of Kerala's, which is answered at once. Answers both sides' rows. */
export async function agree(
  pair: Pair,
  resource: ResourceView,
  asked: { readonly seats?: number; readonly startsAtMs?: number; readonly endsAtMs?: number } = {},
): Promise<{ readonly provided: AgreementRow; readonly received: AgreementRow }> {
  const { provider, receiver } = pair;
  const stored = await findResource(provider.context.database, resource.id);
  if (stored === undefined) throw new Error("There is no such resource.");
  const find = async () =>
    (await findCapacity(receiver.context, { limit: 50 })).items.find((item) =>
      item.resource.actor.endsWith(resource.id),
    );
  if ((await find()) === undefined) {
    await proposeSeats(provider, resource);
    await pair.carry();
  }
  const proposal = await find();
  const wanted = { seats: 20, title: "Assembly", ...evening, ...asked };
  const requested = await requestCapacity(receiver.context, { proposalId: proposal?.id ?? "", ...wanted });
  if (requested.outcome !== "offered") throw new Error(JSON.stringify(requested));
  await pair.carry();
  return rowsOf(pair, requested.agreement.agreement);
}

/** What both sides hold of an agreement now. */
export async function rowsOf(
  { provider, receiver }: Pair,
  agreement: string,
): Promise<{ readonly provided: AgreementRow; readonly received: AgreementRow }> {
  const provided = await findAgreementByIri(provider.context.database, agreement);
  const received = await findAgreementByIri(receiver.context.database, agreement);
  if (provided === undefined || received === undefined) {
    const all = await listAgreementRows(provider.context.database, { limit: 10 });
    throw new Error(`${agreement} is not there: ${JSON.stringify(all)}`);
  }
  return { provided, received };
}
