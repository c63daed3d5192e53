import { namespace } from "#src/domain/unit.ts";
import type { JsonObject } from "./json.ts";

export const activityStreams = "https://www.w3.org/ns/activitystreams";

/** Everyone, as a place in `to` (ActivityPub, 5.6). */
export const publicCollection = "https://www.w3.org/ns/activitystreams#Public";

const marketTerms: JsonObject = {
  vf: "https://w3id.org/valueflows/ont/vf#",
  om2: "http://www.ontology-of-units-of-measure.org/resource/om-2/",
  Proposal: "vf:Proposal",
  Intent: "vf:Intent",
  Agreement: "vf:Agreement",
  Commitment: "vf:Commitment",
  purpose: "vf:purpose",
  publishes: "vf:publishes",
  reciprocal: "vf:reciprocal",
  action: "vf:action",
  stipulates: "vf:stipulates",
  stipulatesReciprocal: "vf:stipulatesReciprocal",
  satisfies: { "@id": "vf:satisfies", "@type": "@id" },
  provider: { "@id": "vf:provider", "@type": "@id" },
  receiver: { "@id": "vf:receiver", "@type": "@id" },
  resourceConformsTo: { "@id": "vf:resourceConformsTo", "@type": "@id" },
  resourceInventoriedAs: { "@id": "vf:resourceInventoriedAs", "@type": "@id" },
  resourceQuantity: "vf:resourceQuantity",
  hasUnit: "om2:hasUnit",
  hasNumericalValue: "om2:hasNumericalValue",
};

/** Described in docs/federation/; nothing has to be fetched from their namespace. */
const fedicoopTerms: JsonObject = {
  fedicoop: namespace,
  seats: "fedicoop:seats",
  taken: { "@id": "fedicoop:taken", "@container": "@list" },
  region: "fedicoop:region",
  platform: "fedicoop:platform",
  languages: { "@id": "fedicoop:languages", "@container": "@set" },
  energy: "fedicoop:energy",
  energyStatement: "fedicoop:energyStatement",
  features: { "@id": "fedicoop:features", "@container": "@set" },
  perSeatHour: "fedicoop:perSeatHour",
  revision: "fedicoop:revision",
  held: "fedicoop:held",
  until: "fedicoop:until",
  cause: "fedicoop:cause",
  refusal: "fedicoop:refusal",
  reason: "fedicoop:reason",
  freeSeats: "fedicoop:freeSeats",
  note: "fedicoop:note",
  state: "fedicoop:state",
  amendment: "fedicoop:amendment",
  tentative: "fedicoop:tentative",
  pending: "fedicoop:pending",
  counter: "fedicoop:counter",
  trouble: "fedicoop:trouble",
  kind: "fedicoop:kind",
  since: "fedicoop:since",
  fee: "fedicoop:fee",
  series: "fedicoop:series",
  rule: "fedicoop:rule",
  commons: "fedicoop:commons",
  commonsSeats: "fedicoop:commonsSeats",
  commonsUntilHours: "fedicoop:commonsUntilHours",
  fairUseVersion: "fedicoop:fairUseVersion",
  notice: "fedicoop:notice",
  freeUntilMinutes: "fedicoop:freeUntilMinutes",
  latePercent: "fedicoop:latePercent",
  noShowPercent: "fedicoop:noShowPercent",
  noticeMinutes: "fedicoop:noticeMinutes",
  horizonDays: "fedicoop:horizonDays",
  roomSeats: "fedicoop:roomSeats",
  calendar: "fedicoop:calendar",
  timeZone: "fedicoop:timeZone",
  openingHours: { "@id": "fedicoop:openingHours", "@container": "@set" },
  weekday: "fedicoop:weekday",
  fromMinute: "fedicoop:fromMinute",
  untilMinute: "fedicoop:untilMinute",
  down: "fedicoop:down",
  seatMinutesLeft: "fedicoop:seatMinutesLeft",
};

/** For everything about proposals and agreements: ActivityStreams, Valueflows as FEP-0837 uses it, and our own terms, inline. */
export const marketContext = [activityStreams, { ...marketTerms, ...fedicoopTerms }] as const;
