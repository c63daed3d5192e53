import { createPublicKey, type JsonWebKey as NodeJsonWebKey } from "node:crypto";
import { actorIri, coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { findCoop } from "#src/store/coop.ts";
import { listKeys, type Key } from "#src/store/actors.ts";
import type { DoctorParts } from "./doctor.ts";
import { readJson } from "./doctor-outside.ts";
import { findKeyTrouble } from "./doctor-store.ts";
import { found, type Found } from "./finding.ts";
import type { Asked } from "./outside.ts";

const activity = "application/activity+json";
const activityTypes = [activity, "application/ld+json"];

/**
 * The same address answers servers and people, each what they ask for: once for a server, once for a browser, and once more for a
 * server, so that a cache which forgets who asked is seen.
 */
export async function checkActor({ app, outside }: DoctorParts): Promise<Found> {
  if ((await findCoop(app.database)) === undefined) return found("not-set-up");
  const iri = actorIri(app.origin, coopActorId);
  const path = `/actors/${coopActorId}`;
  const [first, page, again] = [
    await outside.ask(path, { accept: activity }),
    await outside.ask(path, { accept: "text/html" }),
    await outside.ask(path, { accept: activity }),
  ];
  if ("failed" in first || "failed" in page || "failed" in again) return found("not-reached", { origin: app.origin });
  if (first.status !== 200) return found("actor-status", { iri, status: first.status });
  return judge(iri, { first, page, again });
}

type Answered = Exclude<Asked, { failed: string }>;

function judge(iri: string, asked: Readonly<Record<"first" | "page" | "again", Answered>>): Found {
  const { first, page, again } = asked;
  const [isOurs, isOursAgain] = [isActor(first, iri), isActor(again, iri)];
  if (!isOurs && !isOursAgain) return found("actor-page", { iri, type: first.type });
  if (!isOurs || !isOursAgain || isActor(page, iri)) return found("actor-cached", { iri });
  if (!activityTypes.includes(first.type)) return found("actor-type", { iri, type: first.type });
  const isVaried = [first, page].every(({ vary }) => /\baccept\b(?!-)|\*/i.test(vary));
  return isVaried ? found("actor-ok", { iri }) : found("actor-vary", { iri });
}

const isActor = (asked: Answered, iri: string): boolean => readJson(asked.body)["id"] === iri;

/** Every actor has its keys, they open, and those that the world sees are those in the store. */
export async function checkKeys(parts: DoctorParts): Promise<Found> {
  const { app, outside } = parts;
  if ((await findCoop(app.database)) === undefined) return found("not-set-up");
  const trouble = await findKeyTrouble(parts);
  if (trouble !== undefined) return trouble;
  const ids = [coopActorId, nodeActorId];
  const asked = await Promise.all(ids.map((id) => outside.ask(`/actors/${id}`, { accept: activity })));
  const wrong: string[] = [];
  let unseen = 0;
  for (const [index, id] of ids.entries()) {
    const answer = asked[index];
    const document = answer === undefined || "failed" in answer ? {} : readJson(answer.body);
    if (document["id"] !== actorIri(app.origin, id)) unseen += 1;
    else if (!showsAll(parts, document, { id, keys: await listKeys(app.database, id) }))
      wrong.push(actorIri(app.origin, id));
  }
  if (wrong.length > 0) return found("keys-unpublished", { actors: wrong.join(", ") });
  return found(unseen > 0 ? "keys-unseen" : "keys-ok");
}

/** Whether an actor's document shows the keys that it signs with now. */
function showsAll(
  { app }: DoctorParts,
  document: Record<string, unknown>,
  { id, keys }: { readonly id: string; readonly keys: readonly Key[] },
): boolean {
  const current = keys.filter(({ revokedAtMs }) => revokedAtMs === null);
  const http = current.findLast(({ use }) => use === "http");
  const shown = [document["publicKey"], document["assertionMethod"]].flat().filter(isRecord);
  const shows = (name: string, value: string): boolean => shown.some((key) => sameText(key[name], value));
  return (
    (http === undefined || shows("publicKeyPem", pemOf(http.publicJwk))) &&
    current
      .filter(({ use }) => use !== "http")
      .every(
        (key) =>
          shown.some((one) => one["id"] === `${actorIri(app.origin, id)}#${key.id}`) &&
          shows("publicKeyMultibase", app.seals.multikey(key.publicJwk)),
      )
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const sameText = (one: unknown, other: string): boolean => typeof one === "string" && one.trim() === other.trim();

const pemOf = (jwk: JsonWebKey): string =>
  createPublicKey({ key: jwk as NodeJsonWebKey, format: "jwk" })
    .export({ type: "spki", format: "pem" })
    .toString();
