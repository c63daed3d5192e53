import { sql } from "drizzle-orm";
import * as postgres from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";
import type { Asked } from "#src/domain/agreement-asked.ts";
import type { Calendar, PublishedCalendar } from "#src/domain/calendar.ts";
import type { Awaits, DisputeWordKind } from "#src/domain/dispute.ts";
import type { Account, EntryKind } from "#src/domain/entry.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { SigningBeside, WaitingKind } from "#src/domain/leaf.ts";
import type { DisputeReason, StatementRefusal } from "#src/domain/ledger-message.ts";
import type { WaitReason } from "#src/domain/ledger.ts";
import type { Counter, EndCause, Message, Refusal, Series, Trouble } from "#src/domain/message.ts";
import type { PeerStanding } from "#src/domain/peer.ts";
import type { EventPlace, Mention, RemoteAttachment } from "#src/domain/post.ts";
import type { TakenSlot, Terms } from "#src/domain/resource.ts";
import type { StatementTotal } from "#src/domain/statement.ts";
import type { Usage } from "#src/domain/usage.ts";
import type { Role } from "#src/domain/role.ts";

/** The column vocabulary that both engines share. Integers are 64 bits wide, JSON is for structures that nobody signs. */
const sqliteVocabulary = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  integer: (name: string) => sqlite.integer(name),
  boolean: (name: string) => sqlite.integer(name, { mode: "boolean" }),
  json: (name: string) => sqlite.text(name, { mode: "json" }),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
};
type Vocabulary = typeof sqliteVocabulary;

// SQLite's types are the type master: both engines' builders take the same calls and give the same values (strings, safe
// integers, booleans, parsed JSON), but TypeScript cannot see that two builder families are one. This is the one cast.
const postgresVocabulary = {
  table: postgres.pgTable,
  text: (name: string) => postgres.text(name),
  integer: (name: string) => postgres.bigint(name, { mode: "number" }),
  boolean: (name: string) => postgres.boolean(name),
  // `json`, not `jsonb`: a LocalizedText keeps its order, the default language first.
  json: (name: string) => postgres.json(name),
  index: postgres.index,
  uniqueIndex: postgres.uniqueIndex,
} as unknown as Vocabulary;

/**
 * The one definition of every table. Ids are UUIDv7 unless said otherwise; `…AtMs` are epoch milliseconds in UTC; `…Sealed` is
 * encrypted with the node's secret; documents that somebody signed are `text`, because JSON columns may reorder keys.
 */
function defineTables({ table, text, integer, boolean, json, index, uniqueIndex }: Vocabulary) {
  return {
    /** One row, `id` = 1, made at set-up: the coop that this node speaks for. */
    coop: table("coop", {
      id: integer("id").primaryKey(),
      origin: text("origin").notNull(),
      handle: text("handle").notNull(),
      name: json("name").$type<LocalizedText>().notNull(),
      summary: json("summary").$type<LocalizedText>().notNull(),
      fairUse: json("fair_use").$type<LocalizedText>().notNull(),
      defaultLanguage: text("default_language").notNull(),
      languages: json("languages").$type<readonly string[]>().notNull(),
      region: text("region").notNull(),
      timeZone: text("time_zone").notNull(),
      accentHue: integer("accent_hue").notNull(),
      /** Whether partners may show us to their partners. */
      listed: boolean("listed").notNull(),
      /** `automatic` countersigns what the cumulative rule allows; `steward` waits for a person every time. */
      countersign: text("countersign").$type<"automatic" | "steward">().notNull(),
      /** Of the fair-use text that stands; see `fairUseVersions`. */
      fairUseVersion: integer("fair_use_version").notNull().default(1),
      /** `automatic` settles an agreement by what was measured without gaps; `steward` waits for a person every time. */
      settle: text("settle").$type<"automatic" | "steward">().notNull().default("automatic"),
      /** `open`: everyone who is not blocked; `allow-list`: only domains that are allowed, and partners. */
      federation: text("federation").$type<"open" | "allow-list">().notNull().default("open"),
      /** Whether public objects, too, are read only by signed requests (authorised fetch); actors stay public. */
      authorisedFetch: boolean("authorised_fetch").notNull().default(false),
      /** Whether replies of others are shown at once or wait for a steward. */
      responses: text("responses").$type<"shown" | "waiting">().notNull().default("shown"),
      /** The rules of the place, one text each, in order; and whether blocked domains are shown beside them. */
      rules: json("rules").$type<readonly LocalizedText[]>().notNull().default([]),
      publishBlocks: boolean("publish_blocks").notNull().default(false),
      /** After so many days without a steward's sign-in the node closes for strangers; null: never. */
      absenceDays: integer("absence_days").default(90),
      /** Since when it is closed for that reason. */
      absentSinceMs: integer("absent_since_ms"),
      /** When a steward was last here, by the pages or with a token; kept to the hour. */
      stewardSeenAtMs: integer("steward_seen_at_ms"),
      createdAtMs: integer("created_at_ms").notNull(),
      updatedAtMs: integer("updated_at_ms").notNull(),
    }),

    /** Local actors. `id` is the last part of the actor's IRI: `coop`, `node` or a UUIDv7. A deleted one answers 410 for ever. */
    actors: table(
      "actors",
      {
        id: text("id").primaryKey(),
        kind: text("kind").$type<"coop" | "node" | "resource" | "member" | "circle">().notNull(),
        handle: text("handle").notNull(),
        name: json("name").$type<LocalizedText>().notNull(),
        summary: json("summary").$type<LocalizedText>().notNull(),
        /** A member's consents, each off by default: be suggested and found, be found by what they say, stand in our own lists. */
        discoverable: boolean("discoverable").notNull(),
        indexable: boolean("indexable").notNull().default(false),
        listed: boolean("listed").notNull().default(false),
        /** IRIs of the same somebody elsewhere, and where they went. */
        alsoKnownAs: json("also_known_as").$type<readonly string[]>().notNull().default([]),
        movedTo: text("moved_to"),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
        deletedAtMs: integer("deleted_at_ms"),
      },
      (t) => [uniqueIndex("actors_handle").on(t.handle), index("actors_kind").on(t.kind, t.id)],
    ),

    /** Keys of local actors. `id` is the fragment of the key's IRI, unique for one actor. */
    keys: table(
      "keys",
      {
        actorId: text("actor_id").notNull(),
        id: text("id").notNull(),
        use: text("use").$type<"http" | "proof" | "ledger">().notNull(),
        publicJwk: json("public_jwk").$type<JsonWebKey>().notNull(),
        privateSealed: text("private_sealed").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        revokedAtMs: integer("revoked_at_ms"),
        /** Somebody else had it from then on: what it signed later counts only when its witness had it before the revocation. */
        compromisedAtMs: integer("compromised_at_ms"),
        /** Of a ledger key that signs no more: the signed document that names its successor (`app/key-document.ts`). */
        successor: text("successor"),
      },
      (t) => [uniqueIndex("keys_actor_id").on(t.actorId, t.id)],
    ),

    /** What stands behind a resource actor (same `id`). `addressSealed` is the room's URL, never shown publicly. */
    resources: table(
      "resources",
      {
        id: text("id").primaryKey(),
        kind: text("kind").$type<"meeting-server" | "other">().notNull(),
        category: text("category"),
        platform: text("platform"),
        seats: integer("seats"),
        addressSealed: text("address_sealed"),
        /** Where it stands, in words: a city or a data centre. */
        location: text("location"),
        languages: json("languages").$type<readonly string[]>().notNull(),
        energy: text("energy").$type<"renewable" | "mixed" | "unknown">().notNull(),
        energyStatement: text("energy_statement"),
        features: json("features").$type<readonly string[]>().notNull(),
        /** Where it stands, in millionths of a degree. */
        latitudeE6: integer("latitude_e6"),
        longitudeE6: integer("longitude_e6"),
        /** Rooms in use at once, at most; null: as many as the seats allow. */
        rooms: integer("rooms"),
        /** Null: always open, nothing kept free. */
        calendar: json("calendar").$type<Calendar>(),
        /** When its proposals are brought up to date and told next; null: they are. */
        publishDueAtMs: integer("publish_due_at_ms"),
      },
      (t) => [index("resources_publish_due").on(t.publishDueAtMs)],
    ),

    /** The meeting servers of a pool. A resource of platform `link` has none: its address is all there is. */
    servers: table(
      "servers",
      {
        id: text("id").primaryKey(),
        resourceId: text("resource_id").notNull(),
        platform: text("platform").notNull(),
        name: text("name").notNull(),
        /** The most seats of one room, and of all its rooms together. */
        seats: integer("seats").notNull(),
        /** Addresses and keys, as its connector reads them. */
        connectionSealed: text("connection_sealed").notNull(),
        health: text("health").$type<"unknown" | "up" | "down">().notNull(),
        /** In the server's own words, for the operator. */
        healthDetail: text("health_detail"),
        healthSinceMs: integer("health_since_ms").notNull(),
        checkedAtMs: integer("checked_at_ms"),
        nextCheckAtMs: integer("next_check_at_ms").notNull(),
        failures: integer("failures").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        deletedAtMs: integer("deleted_at_ms"),
      },
      (t) => [index("servers_resource").on(t.resourceId), index("servers_next_check").on(t.nextCheckAtMs)],
    ),

    /** The rooms that were made for agreements of ours as provider. */
    rooms: table(
      "rooms",
      {
        agreementId: text("agreement_id").primaryKey(),
        serverId: text("server_id").notNull(),
        secretSealed: text("secret_sealed").notNull(),
        state: text("state").$type<"wanted" | "ready" | "ended" | "failed">().notNull(),
        /** In the server's own words, for the operator. */
        problem: text("problem"),
        endsAtMs: integer("ends_at_ms").notNull(),
        readyAtMs: integer("ready_at_ms"),
        endedAtMs: integer("ended_at_ms"),
        /** When it is looked at next: made, sampled or ended; null: nothing is left to do. */
        nextLookAtMs: integer("next_look_at_ms"),
      },
      (t) => [index("rooms_next_look").on(t.nextLookAtMs), index("rooms_server").on(t.serverId, t.state)],
    ),

    /** How many people were in a room when it was looked at; null: it could not be seen. Forgotten once settled. */
    samples: table(
      "samples",
      {
        agreementId: text("agreement_id").notNull(),
        atMs: integer("at_ms").notNull(),
        people: integer("people"),
      },
      (t) => [uniqueIndex("samples_agreement_at").on(t.agreementId, t.atMs)],
    ),

    /** What was used, as measured or entered by the provider: the evidence of an entry, kept by both sides. No personal data. */
    usages: table("usages", {
      agreementId: text("agreement_id").primaryKey(),
      usage: json("usage").$type<Usage>().notNull(),
      createdAtMs: integer("created_at_ms").notNull(),
    }),

    /** Those who follow a local actor from anywhere on the fediverse. */
    followers: table(
      "followers",
      {
        actorId: text("actor_id").notNull(),
        follower: text("follower").notNull(),
        follow: text("follow").notNull(),
        inbox: text("inbox").notNull(),
        sharedInbox: text("shared_inbox"),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("followers_actor_follower").on(t.actorId, t.follower),
        index("followers_follower").on(t.follower),
      ],
    ),

    /** Other nodes we know. The two yeses and the marks decide the state (`domain/peer.ts`); `state` is kept for queries. */
    peers: table(
      "peers",
      {
        id: text("id").primaryKey(),
        origin: text("origin").notNull(),
        node: text("node").notNull(),
        nodeInbox: text("node_inbox").notNull(),
        coop: text("coop").notNull(),
        coopInbox: text("coop_inbox").notNull(),
        handle: text("handle").notNull(),
        name: json("name").$type<LocalizedText>().notNull(),
        summary: json("summary").$type<LocalizedText>().notNull(),
        fairUse: json("fair_use").$type<LocalizedText>().notNull(),
        fairUseVersion: integer("fair_use_version").notNull().default(1),
        region: text("region").notNull(),
        languages: json("languages").$type<readonly string[]>().notNull(),
        listed: boolean("listed").notNull(),
        state: text("state").$type<"requested" | "received" | "partner" | "limited" | "blocked" | "ended">().notNull(),
        /** The rest of what `domain/peer.ts` decides by, as it defines it. */
        standing: json("standing").$type<PeerStanding>().notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
        lastSeenAtMs: integer("last_seen_at_ms"),
        lastFetchedAtMs: integer("last_fetched_at_ms"),
        /** When its card, proposals, partners and ledger are looked at next; null: at once. */
        nextRoundAtMs: integer("next_round_at_ms"),
      },
      (t) => [
        uniqueIndex("peers_origin").on(t.origin),
        uniqueIndex("peers_node").on(t.node),
        uniqueIndex("peers_coop").on(t.coop),
      ],
    ),

    /** Every fair-use text of ours that somebody may have accepted. */
    fairUseVersions: table("fair_use_versions", {
      version: integer("version").primaryKey(),
      text: json("text").$type<LocalizedText>().notNull(),
      createdAtMs: integer("created_at_ms").notNull(),
    }),

    /** What one partner may have of us, and who answers it. Without a row nothing is limited. */
    partnerPolicies: table("partner_policies", {
      peerId: text("peer_id").primaryKey(),
      /** At once, over all our resources; null: as many as there are. */
      seatsAtOnce: integer("seats_at_once"),
      /** In one calendar month of our zone; null: as many as there are. */
      seatMinutesAMonth: integer("seat_minutes_a_month"),
      /** `automatic` answers at once what a proposal answers at once; `steward` lets every offer wait for a person. */
      answer: text("answer").$type<"automatic" | "steward">().notNull(),
      /** Whether its word that something is an event of the commons is taken without a steward. */
      commonsTrusted: boolean("commons_trusted").notNull(),
      updatedAtMs: integer("updated_at_ms").notNull(),
    }),

    /** Peers of peers that consent to be listed, as a partner's collection showed them. */
    listings: table(
      "listings",
      {
        peerId: text("peer_id").notNull(),
        origin: text("origin").notNull(),
        name: json("name").$type<LocalizedText>().notNull(),
        region: text("region").notNull(),
        languages: json("languages").$type<readonly string[]>().notNull(),
      },
      (t) => [uniqueIndex("listings_peer_origin").on(t.peerId, t.origin)],
    ),

    /** Ledger keys of partners that we have verified, kept with their dates for as long as there are entries. */
    partnerKeys: table(
      "partner_keys",
      {
        key: text("key").primaryKey(),
        coop: text("coop").notNull(),
        publicKeyMultibase: text("public_key_multibase").notNull(),
        state: text("state").$type<"pinned" | "waiting">().notNull(),
        firstSeenAtMs: integer("first_seen_at_ms").notNull(),
        revokedAtMs: integer("revoked_at_ms"),
        /** When we heard of the revocation: what we did not have before counts no more when the key was compromised. */
        revocationSeenAtMs: integer("revocation_seen_at_ms"),
        compromisedAtMs: integer("compromised_at_ms"),
        /** The signed document by which an older key announced this one. */
        announcement: text("announcement"),
      },
      (t) => [index("partner_keys_coop").on(t.coop)],
    ),

    /** Proposals: ours (`peerId` null, `resourceId` set) and partners' as they published them. */
    proposals: table(
      "proposals",
      {
        id: text("id").primaryKey(),
        proposal: text("proposal").notNull(),
        peerId: text("peer_id"),
        resourceId: text("resource_id"),
        coop: text("coop").notNull(),
        resource: text("resource").notNull(),
        resourceName: json("resource_name").$type<LocalizedText>().notNull(),
        platform: text("platform"),
        region: text("region").notNull(),
        languages: json("languages").$type<readonly string[]>().notNull(),
        energy: text("energy").$type<"renewable" | "mixed" | "unknown">().notNull(),
        features: json("features").$type<readonly string[]>().notNull(),
        seats: integer("seats").notNull(),
        audience: text("audience").$type<"public" | "partners">().notNull(),
        /** Seats answered without a steward; null answers all. Ours only. */
        acceptUpTo: integer("accept_up_to"),
        terms: json("terms").$type<Terms>().notNull(),
        taken: json("taken").$type<readonly TakenSlot[]>().notNull(),
        energyStatement: text("energy_statement"),
        latitudeE6: integer("latitude_e6"),
        longitudeE6: integer("longitude_e6"),
        roomSeats: integer("room_seats"),
        calendar: json("calendar").$type<PublishedCalendar>(),
        down: boolean("down").notNull().default(false),
        /** Seats kept for events of the commons until so many hours before a slot starts. Ours only. */
        commonsSeats: integer("commons_seats").notNull().default(0),
        commonsUntilHours: integer("commons_until_hours").notNull().default(0),
        /** The IRI of the request that it answers; ours are then for `toPeerId` alone. */
        inReplyTo: text("in_reply_to"),
        toPeerId: text("to_peer_id"),
        /** When this row last changed here, by our clock: what an index of listings reads on from. */
        changedAtMs: integer("changed_at_ms").notNull().default(0),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
        deletedAtMs: integer("deleted_at_ms"),
      },
      (t) => [
        uniqueIndex("proposals_proposal").on(t.proposal),
        index("proposals_resource_id").on(t.resourceId),
        index("proposals_peer_id").on(t.peerId),
        index("proposals_changed").on(t.changedAtMs),
        index("proposals_in_reply_to").on(t.inReplyTo),
      ],
    ),

    /** What coops need: our own requests (`peerId` null) and partners' as they published them. */
    requests: table(
      "requests",
      {
        id: text("id").primaryKey(),
        /** The IRI of the Proposal (purpose `request`). */
        proposal: text("proposal").notNull(),
        peerId: text("peer_id"),
        coop: text("coop").notNull(),
        title: json("title").$type<LocalizedText>().notNull(),
        seats: integer("seats").notNull(),
        startsAtMs: integer("starts_at_ms").notNull(),
        endsAtMs: integer("ends_at_ms").notNull(),
        audience: text("audience").$type<"public" | "partners">().notNull(),
        languages: json("languages").$type<readonly string[]>().notNull(),
        features: json("features").$type<readonly string[]>().notNull(),
        region: text("region").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
        deletedAtMs: integer("deleted_at_ms"),
      },
      (t) => [uniqueIndex("requests_proposal").on(t.proposal), index("requests_ends").on(t.endsAtMs)],
    ),

    /** What a person looks for again and again. */
    savedSearches: table(
      "saved_searches",
      {
        id: text("id").primaryKey(),
        userId: text("user_id").notNull(),
        name: text("name").notNull(),
        /** A `Wanted` of `domain/listing.ts`, as JSON. */
        query: text("query").notNull(),
        seenAtMs: integer("seen_at_ms").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [index("saved_searches_user").on(t.userId)],
    ),

    /** What fitted a saved search, and since when. */
    searchMatches: table(
      "search_matches",
      {
        searchId: text("search_id").notNull(),
        proposalId: text("proposal_id").notNull(),
        fitsSinceMs: integer("fits_since_ms").notNull(),
      },
      (t) => [uniqueIndex("search_matches_search_proposal").on(t.searchId, t.proposalId)],
    ),

    /** Addresses that a calendar or feed reader can subscribe to without signing in. */
    feeds: table(
      "feeds",
      {
        id: text("id").primaryKey(),
        userId: text("user_id").notNull(),
        kind: text("kind").$type<"agreements" | "agreement" | "resource" | "search">().notNull(),
        subjectId: text("subject_id"),
        tokenHash: text("token_hash").notNull(),
        tokenSealed: text("token_sealed").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        revokedAtMs: integer("revoked_at_ms"),
      },
      (t) => [uniqueIndex("feeds_token").on(t.tokenHash), index("feeds_user").on(t.userId)],
    ),

    /** Both roles' agreements. `state` is the provider's last word; `withdrawnAtMs` says that we, the receiver, took it back. */
    agreements: table(
      "agreements",
      {
        id: text("id").primaryKey(),
        agreement: text("agreement").notNull(),
        role: text("role").$type<"provider" | "receiver">().notNull(),
        peerId: text("peer_id").notNull(),
        proposalId: text("proposal_id").notNull(),
        /** The IRI of the proposal, as offered. */
        proposal: text("proposal").notNull(),
        /** Our resource, where we provide. */
        resourceId: text("resource_id"),
        provider: text("provider").notNull(),
        receiver: text("receiver").notNull(),
        title: text("title").notNull(),
        seats: integer("seats").notNull(),
        startsAtMs: integer("starts_at_ms").notNull(),
        endsAtMs: integer("ends_at_ms").notNull(),
        terms: json("terms").$type<Terms>().notNull(),
        state: text("state")
          .$type<"offered" | "accepted" | "rejected" | "cancelled" | "expired" | "fulfilled">()
          .notNull(),
        revision: integer("revision").notNull(),
        heldUntilMs: integer("held_until_ms"),
        refusal: json("refusal").$type<Refusal>(),
        withdrawnAtMs: integer("withdrawn_at_ms"),
        fulfilledSeatMinutes: integer("fulfilled_seat_minutes"),
        /** How often the receiver has asked for a change, by what we know. */
        amendment: integer("amendment").notNull().default(0),
        /** What the receiver asks for instead, while the provider has not answered it; the agreement stands as it is. */
        pending: json("pending").$type<Asked>(),
        /** Until when a steward of the provider may answer `pending`, or the receiver our `counter`. */
        pendingUntilMs: integer("pending_until_ms"),
        /** What the provider proposes instead. */
        counter: json("counter").$type<Counter>(),
        tentativeUntilMs: integer("tentative_until_ms"),
        series: json("series").$type<Series>(),
        /** The IRI in `series`, for queries. */
        seriesIri: text("series_iri"),
        commons: boolean("commons").notNull().default(false),
        fairUseVersion: integer("fair_use_version"),
        trouble: json("trouble").$type<Trouble>(),
        endCause: text("end_cause").$type<EndCause>(),
        /** What ending it costs the receiver under the terms, in seat-minutes. */
        feeSeatMinutes: integer("fee_seat_minutes"),
        /** The same by our own computation: a fee beyond it waits for our steward. Receiver only. */
        feeCheckedSeatMinutes: integer("fee_checked_seat_minutes"),
        /** When the fee becomes an entry of the ledger; null: there is none, or it has. Provider only. */
        feeDueAtMs: integer("fee_due_at_ms"),
        /** Until when a meeting that goes on longer may go on; its seats are taken until then. */
        overrunUntilMs: integer("overrun_until_ms"),
        /** Members of ours who moderate, named ahead; their ids. Receiver only. */
        moderators: json("moderators").$type<readonly string[]>(),
        /** When usage is settled by itself, where it was measured. Provider only. */
        settleDueAtMs: integer("settle_due_at_ms"),
        /** The page that leads into the room: for the receiver as it was told, for the provider its own, sealed. */
        joinUrlSealed: text("join_url_sealed"),
        /** SHA-256 of the token in the join page's address, hexadecimal. Provider only. */
        joinTokenHash: text("join_token_hash"),
        createdAtMs: integer("created_at_ms").notNull(),
        answeredAtMs: integer("answered_at_ms"),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("agreements_agreement").on(t.agreement),
        index("agreements_resource_slot").on(t.resourceId, t.endsAtMs),
        index("agreements_state_start").on(t.state, t.startsAtMs),
        index("agreements_join_token").on(t.joinTokenHash),
        index("agreements_peer").on(t.peerId, t.id),
        index("agreements_series").on(t.seriesIri),
        index("agreements_settle_due").on(t.settleDueAtMs),
        index("agreements_fee_due").on(t.feeDueAtMs),
        index("agreements_pending_until").on(t.pendingUntilMs),
      ],
    ),

    /** Links with which somebody without an account walks into a meeting that we, the receiver, were given. */
    guestLinks: table(
      "guest_links",
      {
        id: text("id").primaryKey(),
        agreementId: text("agreement_id").notNull(),
        tokenHash: text("token_hash").notNull(),
        tokenSealed: text("token_sealed").notNull(),
        label: text("label").notNull(),
        role: text("role").$type<"moderator" | "participant">().notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        revokedAtMs: integer("revoked_at_ms"),
      },
      (t) => [uniqueIndex("guest_links_token").on(t.tokenHash), index("guest_links_agreement").on(t.agreementId)],
    ),

    /** Passes into our rooms that were used: each opens the door once. Kept until it would have expired. */
    usedPasses: table(
      "used_passes",
      { pass: text("pass").primaryKey(), expiresAtMs: integer("expires_at_ms").notNull() },
      (t) => [index("used_passes_expires").on(t.expiresAtMs)],
    ),

    /** The books: entries of both sides. `document` is the exact text with its proofs; `hash` is of the text without them. */
    entries: table(
      "entries",
      {
        id: text("id").primaryKey(),
        entry: text("entry").notNull(),
        peerId: text("peer_id").notNull(),
        maker: text("maker").notNull(),
        provider: text("provider").notNull(),
        receiver: text("receiver").notNull(),
        unit: text("unit").notNull(),
        quantity: integer("quantity").notNull(),
        /** What it is about: the slot of the agreement, or when the work was done. */
        startsAtMs: integer("starts_at_ms").notNull(),
        endsAtMs: integer("ends_at_ms").notNull(),
        /** The agreement's IRI. */
        agreement: text("agreement"),
        /** The IRI of the entry whose mistake this one mends. */
        corrects: text("corrects"),
        state: text("state").$type<"in-transit" | "agreed" | "disputed">().notNull(),
        /** Why it was not countersigned by itself and waits for our steward. */
        waits: text("waits").$type<WaitReason>(),
        document: text("document").notNull(),
        hash: text("hash").notNull(),
        /** The UTC date in the entry's id, `YYYY-MM-DD`. */
        day: text("day").notNull(),
        disputedBy: text("disputed_by"),
        disputeReason: text("dispute_reason").$type<DisputeReason>(),
        disputeNote: text("dispute_note"),
        /** Opens the salted reference in the document; erasing it makes the reference say nothing to anyone. */
        salt: text("salt"),
        /** What happened, in Valueflows' sense; null in rows of the first version, where it follows from the unit. */
        kind: text("kind").$type<EntryKind>(),
        /** Work that nobody is paid for. */
        gift: boolean("gift").notNull().default(false),
        /** An entry with the commons' account: given to it, or also drawn from it by the receiver. */
        commons: text("commons").$type<"contribution" | "use">(),
        /** The salted reference of the person who did it, as signed. */
        performer: text("performer"),
        /** Words beside what was signed; both are erasable. */
        note: text("note"),
        person: text("person"),
        /** Set when its words were erased. */
        forgottenAtMs: integer("forgotten_at_ms"),
        /** The time in its id, epoch milliseconds, and what stands for it in a reconciliation (`app/marks.ts`); null until the rebuilding after an update. */
        madeAtMs: integer("made_at_ms"),
        mark: text("mark"),
        /** The statement that counts it: one that both have signed, or one of ours that waits for their answer. */
        statementId: text("statement_id"),
        /** Until when the other side of a dispute should have answered, and until when both agreed to differ. */
        answerByMs: integer("answer_by_ms"),
        differUntilMs: integer("differ_until_ms"),
        /** Who of a dispute should speak next; null when nobody should, and in disputes from before words were signed. */
        awaits: text("awaits").$type<Awaits>(),
        /** Its maker took it back: it counts nowhere, unless both have signed it all the same. */
        withdrawnAtMs: integer("withdrawn_at_ms"),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("entries_entry").on(t.entry),
        index("entries_peer_day").on(t.peerId, t.day, t.entry),
        index("entries_agreement").on(t.agreement),
        index("entries_state").on(t.peerId, t.state),
        index("entries_mark").on(t.peerId, t.madeAtMs, t.mark),
        index("entries_by_mark").on(t.peerId, t.mark),
        index("entries_statement").on(t.peerId, t.statementId, t.day),
        // Disputes are few among many entries.
        index("entries_disputes").on(t.id).where(sql.raw("disputed_by is not null")),
        // So are corrections.
        index("entries_corrects").on(t.corrects).where(sql.raw("corrects is not null")),
      ],
    ),

    /** The kept digest of one UTC day of one pair's entries (`4-ledger.md`, Reconciliation); null: to be computed when it is asked for. */
    entryDays: table(
      "entry_days",
      {
        peerId: text("peer_id").notNull(),
        day: text("day").notNull(),
        digest: text("digest"),
        count: integer("count").notNull(),
      },
      (t) => [uniqueIndex("entry_days_peer_day").on(t.peerId, t.day)],
    ),

    /** Stretches of a pair's entries in order of (madeAtMs, mark), each with its count and the sum of its marks, for Negentropy. */
    entryStretches: table(
      "entry_stretches",
      {
        peerId: text("peer_id").notNull(),
        /** The first place in it: `madeAtMs` padded to 16 digits, then the mark it starts with or nothing. */
        start: text("start").notNull(),
        count: integer("count").notNull(),
        /** The sum of the marks as 256-bit little-endian numbers, modulo 2^256, 64 hexadecimal digits. */
        sum: text("sum").notNull(),
      },
      (t) => [uniqueIndex("entry_stretches_start").on(t.peerId, t.start)],
    ),

    /** Kept sums of a pair's entries, in the account of the pair or of the commons. */
    balances: table(
      "balances",
      {
        peerId: text("peer_id").notNull(),
        unit: text("unit").notNull(),
        /** `pair`: between the two; `commons`: contributions to the commons; `commons-use`: given to the commons and drawn by the receiver. */
        account: text("account").$type<Account>().notNull(),
        given: integer("given").notNull(),
        received: integer("received").notNull(),
        givenInTransit: integer("given_in_transit").notNull(),
        receivedInTransit: integer("received_in_transit").notNull(),
        givenDisputed: integer("given_disputed").notNull(),
        receivedDisputed: integer("received_disputed").notNull(),
      },
      (t) => [uniqueIndex("balances_peer_unit_account").on(t.peerId, t.unit, t.account)],
    ),

    /** Kept sums of what both have signed, by the month (UTC) in which it was entered: the past can be shown without reading the books. */
    monthSums: table(
      "month_sums",
      {
        peerId: text("peer_id").notNull(),
        /** `YYYY-MM` of the entries' days. */
        month: text("month").notNull(),
        unit: text("unit").notNull(),
        account: text("account").$type<Account>().notNull(),
        kind: text("kind").$type<EntryKind>().notNull(),
        gift: boolean("gift").notNull(),
        given: integer("given").notNull(),
        received: integer("received").notNull(),
        /** How many entries there are, in whatever state. */
        entries: integer("entries").notNull(),
      },
      (t) => [uniqueIndex("month_sums_key").on(t.peerId, t.month, t.unit, t.account, t.kind, t.gift)],
    ),

    /** The append-only log of what one side signs for the other (RFC 6962): ours for a partner, and a partner's for us as its witness. */
    logs: table(
      "logs",
      {
        id: text("id").primaryKey(),
        peerId: text("peer_id").notNull(),
        side: text("side").$type<"ours" | "theirs">().notNull(),
        /** From 1 on. A new epoch starts after a hole that nobody could fill. */
        epoch: integer("epoch").notNull(),
        /** The first line of its checkpoints. */
        origin: text("origin").notNull(),
        /** How many leaves we have from the first one on without a gap, and the roots of its complete subtrees, largest first. */
        size: integer("size").notNull(),
        frontier: json("frontier").$type<readonly string[]>().notNull(),
        /** Ours: the newest checkpoint that we signed. Theirs: the largest one that we verified. A signed note (C2SP), with its size. */
        checkpoint: text("checkpoint"),
        checkpointSize: integer("checkpoint_size").notNull(),
        /** Theirs: a larger one, signed, whose leaves we do not have all of yet. Ours: the largest that the partner says it holds when we do not. */
        claimed: text("claimed"),
        claimedSize: integer("claimed_size").notNull(),
        /** Ours: the largest size that the partner confirmed, and when it last confirmed any. */
        witnessedSize: integer("witnessed_size").notNull(),
        witnessedAtMs: integer("witnessed_at_ms"),
        /** open; behind (ours: the partner holds more of it than we do); forked (two roots for one size); closed by a newer epoch. */
        state: text("state").$type<"open" | "behind" | "forked" | "closed">().notNull(),
        /** Ours: when leaves that we had lost came back from the partner, how many, and when a steward has taken note. */
        recoveredAtMs: integer("recovered_at_ms"),
        recoveredLeaves: integer("recovered_leaves").notNull().default(0),
        recoveryNotedAtMs: integer("recovery_noted_at_ms"),
        /** The document by which both stewards started this epoch. */
        epochDocument: text("epoch_document"),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [uniqueIndex("logs_peer_side_epoch").on(t.peerId, t.side, t.epoch)],
    ),

    /** The leaves of logs, to the letter. Of a partner's log also those after a gap. */
    leaves: table(
      "leaves",
      {
        logId: text("log_id").notNull(),
        place: integer("place").notNull(),
        leaf: text("leaf").notNull(),
        hash: text("hash").notNull(),
        /** What it signs: the IRI of an entry, a word, a statement… */
        about: text("about").notNull(),
      },
      (t) => [uniqueIndex("leaves_log_place").on(t.logId, t.place), index("leaves_about").on(t.about)],
    ),

    /** The roots of complete subtrees of 256^level leaves, so that proofs need no more than a few hundred hashes. */
    tiles: table(
      "tiles",
      {
        logId: text("log_id").notNull(),
        level: integer("level").notNull(),
        place: integer("place").notNull(),
        hash: text("hash").notNull(),
      },
      (t) => [uniqueIndex("tiles_log_level_place").on(t.logId, t.level, t.place)],
    ),

    /** What was decided and waits to be signed until the partner has confirmed our log. In order of id. */
    signings: table(
      "signings",
      {
        id: text("id").primaryKey(),
        peerId: text("peer_id").notNull(),
        kind: text("kind").$type<WaitingKind>().notNull(),
        /** Our id of the entry, word, statement… that is to be signed. */
        subjectId: text("subject_id").notNull(),
        /** What its message says beside the document. */
        beside: json("beside").$type<SigningBeside>().notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [uniqueIndex("signings_kind_subject").on(t.kind, t.subjectId), index("signings_peer").on(t.peerId, t.id)],
    ),

    /** What both sides say about a disputed entry. */
    disputeWords: table(
      "dispute_words",
      {
        id: text("id").primaryKey(),
        /** Its IRI, made by the side that said it. */
        word: text("word").notNull(),
        entryId: text("entry_id").notNull(),
        peerId: text("peer_id").notNull(),
        /** The IRI of the coop that said it. */
        by: text("by").notNull(),
        kind: text("kind").$type<DisputeWordKind>().notNull(),
        reason: text("reason").$type<DisputeReason>(),
        /** Until when both agree to differ. */
        untilMs: integer("until_ms"),
        /** Beside what was signed, erasable. */
        note: text("note"),
        salt: text("salt"),
        /** The signed document; without proof while it waits to be signed. */
        document: text("document").notNull(),
        hash: text("hash").notNull(),
        saidAtMs: integer("said_at_ms").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [uniqueIndex("dispute_words_word").on(t.word), index("dispute_words_entry").on(t.entryId, t.id)],
    ),

    /** Statements about a period of a pair, in the order in which they were proposed. */
    statements: table(
      "statements",
      {
        id: text("id").primaryKey(),
        /** Its IRI, made by the side that proposed it. */
        statement: text("statement").notNull(),
        peerId: text("peer_id").notNull(),
        maker: text("maker").notNull(),
        /** UTC dates, `YYYY-MM-DD`: the first day and the last one. */
        fromDay: text("from_day").notNull(),
        untilDay: text("until_day").notNull(),
        state: text("state").$type<"proposed" | "agreed" | "refused" | "superseded">().notNull(),
        document: text("document").notNull(),
        hash: text("hash").notNull(),
        /** Opening, given, received, closing, in transit and disputed by unit and account, as in the document. */
        totals: json("totals").$type<readonly StatementTotal[]>().notNull(),
        count: integer("count").notNull(),
        digest: text("digest").notNull(),
        refusal: text("refusal").$type<StatementRefusal>(),
        note: text("note"),
        createdAtMs: integer("created_at_ms").notNull(),
        agreedAtMs: integer("agreed_at_ms"),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("statements_statement").on(t.statement),
        index("statements_peer").on(t.peerId, t.untilDay, t.id),
      ],
    ),

    /** The most that a partner may owe us in a unit. Without a row there is no limit. */
    owedLimits: table(
      "owed_limits",
      {
        peerId: text("peer_id").notNull(),
        unit: text("unit").notNull(),
        most: integer("most").notNull(),
        /** What is due in this unit by the prices of agreements, for everything that is in the books: entries count seats alone. */
        due: integer("due").notNull().default(0),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [uniqueIndex("owed_limits_peer_unit").on(t.peerId, t.unit)],
    ),

    /** Proposals of a new epoch of a log: signed by both once both stewards said yes. */
    epochs: table(
      "epochs",
      {
        id: text("id").primaryKey(),
        /** The IRI of its document, made by the side whose log it is. */
        epochIri: text("epoch_iri").notNull(),
        peerId: text("peer_id").notNull(),
        side: text("side").$type<"ours" | "theirs">().notNull(),
        epoch: integer("epoch").notNull(),
        state: text("state").$type<"proposed" | "agreed">().notNull(),
        document: text("document").notNull(),
        hash: text("hash").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        agreedAtMs: integer("agreed_at_ms"),
      },
      (t) => [uniqueIndex("epochs_iri").on(t.epochIri)],
    ),

    /** What contradicts our books and must never be thrown away: the same id with other content, entries of another pair. */
    evidence: table(
      "evidence",
      {
        id: text("id").primaryKey(),
        peerId: text("peer_id").notNull(),
        entry: text("entry").notNull(),
        hash: text("hash").notNull(),
        document: text("document").notNull(),
        reason: text("reason").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [uniqueIndex("evidence_entry_hash").on(t.entry, t.hash)],
    ),

    /** When each pair was last reconciled, and what came of it. */
    reconciliations: table("reconciliations", {
      peerId: text("peer_id").primaryKey(),
      state: text("state").$type<"equal" | "repaired" | "differs" | "unreachable">().notNull(),
      entries: integer("entries").notNull(),
      digest: text("digest").notNull(),
      reconciledAtMs: integer("reconciled_at_ms").notNull(),
      equalAtMs: integer("equal_at_ms"),
    }),

    /** What the coop or a circle announces. `content` is what was typed; the rest is as `app/announcements.ts` says. */
    announcements: table(
      "announcements",
      {
        id: text("id").primaryKey(),
        actorId: text("actor_id").notNull(),
        /** What was typed, by language. */
        content: json("content").$type<LocalizedText>().notNull(),
        contentHtml: json("content_html").$type<LocalizedText>().notNull(),
        /** Of a draft: when it was written. */
        publishedAtMs: integer("published_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms"),
        deletedAtMs: integer("deleted_at_ms"),
        /** `scheduled` becomes `published` at `scheduledAtMs` by a job. Only published ones are public. */
        state: text("state").$type<"draft" | "scheduled" | "published">().notNull().default("published"),
        scheduledAtMs: integer("scheduled_at_ms"),
        /** `article`: published as an `Article` with a `Note` beside it. */
        kind: text("kind").$type<"note" | "article">().notNull().default("note"),
        /** The title of an article, and the content note (warning), by language; empty: none. */
        title: json("title").$type<LocalizedText>().notNull().default({}),
        contentNote: json("content_note").$type<LocalizedText>().notNull().default({}),
        /** Ids of uploads, in order. */
        pictures: json("pictures").$type<readonly string[]>().notNull().default([]),
        /** Without `#`, as typed first. */
        hashtags: json("hashtags").$type<readonly string[]>().notNull().default([]),
        mentions: json("mentions").$type<readonly Mention[]>().notNull().default([]),
        /** The IRI of what it answers, ours or somebody else's. */
        inReplyTo: text("in_reply_to"),
        pinnedAtMs: integer("pinned_at_ms"),
      },
      (t) => [
        index("announcements_actor").on(t.actorId, t.state, t.publishedAtMs, t.id),
        index("announcements_scheduled").on(t.state, t.scheduledAtMs),
        index("announcements_in_reply_to").on(t.inReplyTo),
      ],
    ),

    /** Which announcements and events have a hashtag, folded (`domain/announcement.ts › foldHashtag`): what `/tags/WORD` lists. */
    hashtags: table(
      "hashtags",
      {
        tag: text("tag").notNull(),
        subjectId: text("subject_id").notNull(),
        kind: text("kind").$type<"announcement" | "event">().notNull(),
      },
      (t) => [uniqueIndex("hashtags_tag_subject").on(t.tag, t.subjectId), index("hashtags_subject").on(t.subjectId)],
    ),

    /** What announcements and events said before they were changed, oldest first. `subjectId` is their id. */
    versions: table(
      "versions",
      {
        id: text("id").primaryKey(),
        subjectId: text("subject_id").notNull(),
        /** The row as it stood, without what does not change. */
        content: json("content").$type<Readonly<Record<string, unknown>>>().notNull(),
        /** From when until when it was public. */
        fromMs: integer("from_ms").notNull(),
        untilMs: integer("until_ms").notNull(),
      },
      (t) => [index("versions_subject").on(t.subjectId, t.id)],
    ),

    /** Pictures that stewards uploaded, made harmless (no metadata). The bytes stand apart so that lists need not read them. */
    uploads: table(
      "uploads",
      {
        id: text("id").primaryKey(),
        mediaType: text("media_type").notNull(),
        sizeBytes: integer("size_bytes").notNull(),
        widthPixels: integer("width_pixels").notNull(),
        heightPixels: integer("height_pixels").notNull(),
        /** The words for those who cannot see it, by language; at least one. */
        alt: json("alt").$type<LocalizedText>().notNull(),
        /** Who uses it: an announcement's or an event's id. Without one it is swept after a day. */
        subjectId: text("subject_id"),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [index("uploads_subject").on(t.subjectId)],
    ),

    /** In the store, so that a backup has them and several processes need no common folder. */
    uploadBytes: table("upload_bytes", { id: text("id").primaryKey(), base64: text("base64").notNull() }),

    /** Actors of other servers as they said themselves when they were last fetched. Texts are plain. */
    remoteActors: table(
      "remote_actors",
      {
        actor: text("actor").primaryKey(),
        host: text("host").notNull(),
        type: text("type").notNull(),
        /** `user@host`, as WebFinger would say it; not verified. */
        address: text("address").notNull(),
        name: text("name").notNull(),
        url: text("url").notNull(),
        inbox: text("inbox").notNull(),
        sharedInbox: text("shared_inbox"),
        outbox: text("outbox"),
        followers: text("followers"),
        movedTo: text("moved_to"),
        alsoKnownAs: json("also_known_as").$type<readonly string[]>().notNull(),
        fetchedAtMs: integer("fetched_at_ms").notNull(),
        /** Set when its server said that it is gone. */
        deletedAtMs: integer("deleted_at_ms"),
      },
      (t) => [index("remote_actors_host").on(t.host)],
    ),

    /** Posts, articles and events of others that we have a reason to keep: answers to ours, what we follow, what we boosted. */
    remoteObjects: table(
      "remote_objects",
      {
        id: text("id").primaryKey(),
        object: text("object").notNull(),
        host: text("host").notNull(),
        /** Its type as it says: Note, Article, Page, Event, Question… */
        type: text("type").notNull(),
        attributedTo: text("attributed_to").notNull(),
        name: json("name").$type<LocalizedText>().notNull(),
        /** Sanitised HTML by language; `und` where none is said. */
        contentHtml: json("content_html").$type<LocalizedText>().notNull(),
        /** The content note (warning); null: none. */
        contentNote: text("content_note"),
        url: text("url").notNull(),
        inReplyTo: text("in_reply_to"),
        /** The IRI of the group it was said in (FEP-1b12 `audience`). */
        audience: text("audience"),
        isPublic: boolean("is_public").notNull(),
        attachments: json("attachments").$type<readonly RemoteAttachment[]>().notNull(),
        /** Of an event. */
        startsAtMs: integer("starts_at_ms"),
        endsAtMs: integer("ends_at_ms"),
        publishedAtMs: integer("published_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms"),
        receivedAtMs: integer("received_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("remote_objects_object").on(t.object),
        index("remote_objects_attributed_to").on(t.attributedTo),
        index("remote_objects_host").on(t.host),
        index("remote_objects_in_reply_to").on(t.inReplyTo),
      ],
    ),

    /** Whom our coop and circles follow: people, groups, sites. (Nodes follow nodes in `peers`.) */
    followings: table(
      "followings",
      {
        id: text("id").primaryKey(),
        /** Ours, who follows. */
        actorId: text("actor_id").notNull(),
        /** The IRI of the followed actor, and of our Follow. */
        followed: text("followed").notNull(),
        follow: text("follow").notNull(),
        state: text("state").$type<"requested" | "accepted" | "rejected">().notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        answeredAtMs: integer("answered_at_ms"),
      },
      (t) => [
        uniqueIndex("followings_actor_followed").on(t.actorId, t.followed),
        uniqueIndex("followings_follow").on(t.follow),
        index("followings_followed").on(t.followed),
      ],
    ),

    /** What those whom we follow said or boosted. Ids rise with the time it came. */
    timelineItems: table(
      "timeline_items",
      {
        id: text("id").primaryKey(),
        actorId: text("actor_id").notNull(),
        /** The id in `remote_objects`. */
        objectId: text("object_id").notNull(),
        /** Who boosted it, and that Announce's IRI; null: its author said it. */
        boostedBy: text("boosted_by"),
        announce: text("announce"),
        receivedAtMs: integer("received_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("timeline_items_actor_object").on(t.actorId, t.objectId),
        index("timeline_items_actor").on(t.actorId, t.id),
        index("timeline_items_announce").on(t.announce),
        index("timeline_items_object").on(t.objectId),
      ],
    ),

    /** What our coop and circles boosted (also what a circle passes on to its followers, FEP-1b12). */
    boosts: table(
      "boosts",
      {
        id: text("id").primaryKey(),
        actorId: text("actor_id").notNull(),
        /** The IRI of the object or, in a group, of the activity that is passed on. */
        object: text("object").notNull(),
        /** In a group: the IRI of the post that it is about, and the activity as it came, to the letter. */
        about: text("about"),
        activity: text("activity"),
        /** `waiting`: for a steward, in a group whose posts are looked at first. */
        state: text("state").$type<"waiting" | "said" | "refused" | "undone">().notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        undoneAtMs: integer("undone_at_ms"),
      },
      (t) => [uniqueIndex("boosts_actor_object").on(t.actorId, t.object), index("boosts_about").on(t.about)],
    ),

    /** What came back to announcements and events of ours: replies, likes, boosts. One row for each of a person's. */
    responses: table(
      "responses",
      {
        id: text("id").primaryKey(),
        kind: text("kind").$type<"reply" | "like" | "boost">().notNull(),
        /** The IRI of our object; of a reply in a thread also the one at its root. */
        object: text("object").notNull(),
        actor: text("actor").notNull(),
        host: text("host").notNull(),
        /** The IRI of the Like or Announce, or of the reply itself. */
        iri: text("iri").notNull(),
        /** Of a reply: its id in `remote_objects`. */
        objectId: text("object_id"),
        /** `waiting`: only stewards see it. `hidden`: a steward took it away; it stays known so that it does not come back. */
        state: text("state").$type<"shown" | "waiting" | "hidden">().notNull(),
        /** Set while its author is suspended, which hides it: the state that it has again when that is lifted. */
        withheld: text("withheld").$type<"shown" | "waiting">(),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("responses_iri").on(t.iri),
        index("responses_object").on(t.object, t.kind, t.state, t.id),
        index("responses_actor").on(t.actor),
        index("responses_host").on(t.host),
        index("responses_state").on(t.state, t.id),
      ],
    ),

    /** Events of the coop and its circles, one row for each date; those of a series share `seriesId`. */
    events: table(
      "events",
      {
        id: text("id").primaryKey(),
        actorId: text("actor_id").notNull(),
        seriesId: text("series_id"),
        name: json("name").$type<LocalizedText>().notNull(),
        description: json("description").$type<LocalizedText>().notNull(),
        descriptionHtml: json("description_html").$type<LocalizedText>().notNull(),
        startsAtMs: integer("starts_at_ms").notNull(),
        endsAtMs: integer("ends_at_ms").notNull(),
        /** IANA. */
        timeZone: text("time_zone").notNull(),
        /** Of a series: the date and time that the rule gave it (local, as `YYYY-MM-DDTHH:MM`), whatever it was moved to. */
        recurrence: text("recurrence"),
        place: json("place").$type<EventPlace>(),
        /** A public link, or an agreement of ours whose room it takes (its id); both null: no room online. */
        onlineUrl: text("online_url"),
        agreementId: text("agreement_id"),
        /** BCP 47: what is spoken, and what it is interpreted into (sign languages too). */
        languages: json("languages").$type<readonly string[]>().notNull(),
        interpretation: json("interpretation").$type<readonly string[]>().notNull(),
        /** The most people; null: no limit. */
        capacity: integer("capacity"),
        /** IRIs of actors, ours or others'. */
        organisers: json("organisers").$type<readonly string[]>().notNull(),
        /** `free`: everyone is in at once; `restricted`: a steward says yes; `external`: on another site; `none`: nobody need say. */
        joinMode: text("join_mode").$type<"free" | "restricted" | "external" | "none">().notNull(),
        externalUrl: text("external_url"),
        /** Until when one may answer; null: until it ends. */
        answersUntilMs: integer("answers_until_ms"),
        hashtags: json("hashtags").$type<readonly string[]>().notNull(),
        pictures: json("pictures").$type<readonly string[]>().notNull(),
        state: text("state").$type<"draft" | "published">().notNull(),
        status: text("status").$type<"confirmed" | "tentative" | "cancelled">().notNull(),
        /** Why it was cancelled, by language. */
        cancelNote: json("cancel_note").$type<LocalizedText>().notNull(),
        /** RFC 5545 SEQUENCE: rises with each change that matters. */
        sequence: integer("sequence").notNull(),
        publishedAtMs: integer("published_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms"),
        deletedAtMs: integer("deleted_at_ms"),
      },
      (t) => [
        index("events_start").on(t.state, t.startsAtMs, t.id),
        index("events_series").on(t.seriesId, t.startsAtMs),
        index("events_agreement").on(t.agreementId),
      ],
    ),

    /** The rule and the template of events that repeat. Dates ahead are made by a job, up to a horizon. */
    eventSeries: table("event_series", {
      id: text("id").primaryKey(),
      actorId: text("actor_id").notNull(),
      /** RFC 5545 RRULE, and the first local start it counts from. */
      rule: text("rule").notNull(),
      firstStart: text("first_start").notNull(),
      timeZone: text("time_zone").notNull(),
      durationMinutes: integer("duration_minutes").notNull(),
      /** What every new date begins with: the columns of an event that do not depend on its date. */
      template: json("template").$type<Readonly<Record<string, unknown>>>().notNull(),
      /** Local starts that were made, left out or cancelled are known by events' `recurrence`; up to here all were looked at. */
      madeUntilMs: integer("made_until_ms").notNull(),
      endedAtMs: integer("ended_at_ms"),
      createdAtMs: integer("created_at_ms").notNull(),
      updatedAtMs: integer("updated_at_ms").notNull(),
    }),

    /** Who comes to an event. People from the fediverse have `actor`; those who answered on the page have sealed words. */
    attendances: table(
      "attendances",
      {
        id: text("id").primaryKey(),
        eventId: text("event_id").notNull(),
        /** The IRI of the actor; null: answered on the page. */
        actor: text("actor"),
        /** The IRI of their Join, which Accept and Reject answer; of their reply, when they answered by one. */
        join: text("join"),
        inbox: text("inbox"),
        /** How they answered. */
        via: text("via").$type<"join" | "reply" | "page">().notNull(),
        /** `unconfirmed`: the e-mail waits to be confirmed; `waiting`: for a free place, in order of `joinedAtMs`; `asked`: for a steward. */
        state: text("state").$type<"unconfirmed" | "asked" | "waiting" | "coming" | "refused" | "left">().notNull(),
        joinedAtMs: integer("joined_at_ms").notNull(),
        /** What they said of themselves, sealed (name, e-mail, note), erased 30 days after the event. */
        wordsSealed: text("words_sealed"),
        /** A keyed hash of the e-mail, so that one address answers once; and of the secret of their own link. */
        emailHash: text("email_hash"),
        tokenHash: text("token_hash"),
        /** BCP 47, for what we write to them. */
        language: text("language"),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("attendances_event_actor").on(t.eventId, t.actor),
        uniqueIndex("attendances_event_email").on(t.eventId, t.emailHash),
        uniqueIndex("attendances_token").on(t.tokenHash),
        index("attendances_event_state").on(t.eventId, t.state, t.joinedAtMs),
        index("attendances_join").on(t.join),
        index("attendances_actor").on(t.actor),
      ],
    ),

    /** E-mails that are to be sent, in the transaction of the decision behind them; emptied once they are. */
    mails: table(
      "mails",
      {
        id: text("id").primaryKey(),
        /** Address, subject and text, sealed; null once it was sent or given up. */
        letterSealed: text("letter_sealed"),
        /** What it is about (an attendance's id), so that it can be taken back. */
        subjectId: text("subject_id").notNull(),
        state: text("state").$type<"waiting" | "sent" | "dropped">().notNull(),
        attempts: integer("attempts").notNull(),
        nextAttemptAtMs: integer("next_attempt_at_ms").notNull(),
        lastError: text("last_error"),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [index("mails_due").on(t.state, t.nextAttemptAtMs), index("mails_subject").on(t.subjectId)],
    ),

    /** What holds for a domain and its subdomains, normalised (`domain/domain-name.ts`): by hand or from a list. The longest name counts. */
    domainRules: table(
      "domain_rules",
      {
        id: text("id").primaryKey(),
        domain: text("domain").notNull(),
        /** `allowed`: for allow-list mode, and an exception from lists and from a shorter name. */
        standing: text("standing").$type<"allowed" | "limited" | "suspended">().notNull(),
        rejectMedia: boolean("reject_media").notNull(),
        rejectReports: boolean("reject_reports").notNull(),
        /** Shown on the page of rules, if the coop publishes it; and in part only, if `obfuscate`. */
        publicComment: text("public_comment"),
        privateComment: text("private_comment"),
        obfuscate: boolean("obfuscate").notNull(),
        /** The list it came from; empty: a steward. A steward's word outranks every list. */
        listId: text("list_id").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        updatedAtMs: integer("updated_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("domain_rules_domain_list").on(t.domain, t.listId),
        index("domain_rules_domain").on(t.domain),
      ],
    ),

    /** The same for one account: its IRI. */
    accountRules: table("account_rules", {
      actor: text("actor").primaryKey(),
      standing: text("standing").$type<"limited" | "suspended">().notNull(),
      reason: text("reason"),
      createdAtMs: integer("created_at_ms").notNull(),
      updatedAtMs: integer("updated_at_ms").notNull(),
    }),

    /** Published block and allow lists that we read again and again. */
    blockLists: table("block_lists", {
      id: text("id").primaryKey(),
      url: text("url").notNull(),
      kind: text("kind").$type<"block" | "allow">().notNull(),
      name: text("name").notNull(),
      /** `draft`: what is new or gone waits for a steward; `automatic`: it counts at once. */
      apply: text("apply").$type<"draft" | "automatic">().notNull(),
      etag: text("etag"),
      fetchedAtMs: integer("fetched_at_ms"),
      nextFetchAtMs: integer("next_fetch_at_ms").notNull(),
      lastError: text("last_error"),
      createdAtMs: integer("created_at_ms").notNull(),
    }),

    /** What a list says now about a domain, and what came of it. */
    blockListItems: table(
      "block_list_items",
      {
        listId: text("list_id").notNull(),
        domain: text("domain").notNull(),
        standing: text("standing").$type<"allowed" | "limited" | "suspended">().notNull(),
        comment: text("comment"),
        rejectMedia: boolean("reject_media").notNull(),
        rejectReports: boolean("reject_reports").notNull(),
        /** `draft`: waits for a steward; `applied`; `excepted`: never to be applied here; `retracted`: gone from the list, our rule waits. */
        state: text("state").$type<"draft" | "applied" | "excepted" | "retracted">().notNull(),
        seenAtMs: integer("seen_at_ms").notNull(),
      },
      (t) => [uniqueIndex("block_list_items_list_domain").on(t.listId, t.domain)],
    ),

    /** Reports about accounts and what they said: from others (`in`), from visitors (`page`), and ours to others (`out`). */
    reports: table(
      "reports",
      {
        id: text("id").primaryKey(),
        direction: text("direction").$type<"in" | "page" | "out">().notNull(),
        /** The Flag's IRI. */
        flag: text("flag"),
        /** Who reports; other servers say only their instance actor. */
        reporter: text("reporter"),
        /** The account that is reported, and the objects. IRIs. */
        reported: text("reported").notNull(),
        objects: json("objects").$type<readonly string[]>().notNull(),
        comment: text("comment").notNull(),
        state: text("state").$type<"open" | "resolved">().notNull(),
        resolution: text("resolution"),
        createdAtMs: integer("created_at_ms").notNull(),
        resolvedAtMs: integer("resolved_at_ms"),
      },
      (t) => [uniqueIndex("reports_flag").on(t.flag), index("reports_state").on(t.state, t.id)],
    ),

    /** Who did what, for ever: rows are only added. */
    auditLog: table(
      "audit_log",
      {
        id: text("id").primaryKey(),
        /** A user's or a token's id; null: the node by itself, or a command. */
        by: text("by"),
        /** Their name as it was. */
        byName: text("by_name").notNull(),
        /** As `domain.suspend`, `report.resolve`, `member.erase`. */
        act: text("act").notNull(),
        /** What it was done to: a domain, an IRI, an id. */
        subject: text("subject").notNull(),
        detail: json("detail").$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
        atMs: integer("at_ms").notNull(),
      },
      (t) => [index("audit_log_subject").on(t.subject)],
    ),

    /** Follows, Joins and the like that wait for a steward because nobody watches, or their server is limited. */
    followRequests: table(
      "follow_requests",
      {
        id: text("id").primaryKey(),
        actorId: text("actor_id").notNull(),
        follower: text("follower").notNull(),
        host: text("host").notNull(),
        follow: text("follow").notNull(),
        inbox: text("inbox").notNull(),
        sharedInbox: text("shared_inbox"),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [
        uniqueIndex("follow_requests_actor_follower").on(t.actorId, t.follower),
        index("follow_requests_host").on(t.host),
      ],
    ),

    /** Everything we say to others, one row a receiving inbox. `answerKey` names the answer that ends a row which expects one. */
    outbox: table(
      "outbox",
      {
        id: text("id").primaryKey(),
        actorId: text("actor_id").notNull(),
        inbox: text("inbox").notNull(),
        /** Scheme, host and port of the inbox: what fails and recovers together. */
        host: text("host").notNull(),
        message: json("message").$type<Message>().notNull(),
        /** The bytes, written once before the first attempt. */
        body: text("body"),
        answerKey: text("answer_key"),
        /** What it is about: a newer word about the same takes the place of one that was never tried. */
        topic: text("topic"),
        /** waiting: due at `nextAttemptAtMs`; done: confirmed or answered; dropped: expired or refused for good. */
        state: text("state").$type<"waiting" | "done" | "dropped">().notNull(),
        attempts: integer("attempts").notNull(),
        nextAttemptAtMs: integer("next_attempt_at_ms").notNull(),
        /** The worker that has it, and until when; a dead worker's rows are taken up again. */
        leasedBy: text("leased_by"),
        leasedUntilMs: integer("leased_until_ms"),
        expiresAtMs: integer("expires_at_ms"),
        lastError: text("last_error"),
        /** What the last attempt was answered with (an HTTP status; null: nothing), and when it was made. */
        lastStatus: integer("last_status"),
        lastAttemptAtMs: integer("last_attempt_at_ms"),
        createdAtMs: integer("created_at_ms").notNull(),
        doneAtMs: integer("done_at_ms"),
      },
      (t) => [
        index("outbox_due").on(t.state, t.nextAttemptAtMs),
        index("outbox_host").on(t.host, t.state, t.id),
        index("outbox_answer_key").on(t.answerKey),
        index("outbox_topic").on(t.topic, t.state),
      ],
    ),

    /** How each host has answered us: probing, and which signatures it takes. */
    hosts: table("hosts", {
      host: text("host").primaryKey(),
      failures: integer("failures").notNull(),
      nextAttemptAtMs: integer("next_attempt_at_ms").notNull(),
      signature: text("signature").$type<"draft-cavage" | "rfc9421">(),
      lastSuccessAtMs: integer("last_success_at_ms"),
      lastError: text("last_error"),
      lastFailureAtMs: integer("last_failure_at_ms"),
      /** When it last sent us something that verified, and how that was signed. */
      lastReceivedAtMs: integer("last_received_at_ms"),
      receivedSignature: text("received_signature").$type<"draft-cavage" | "rfc9421">(),
      /** By its NodeInfo, asked for from time to time. */
      software: text("software"),
      softwareVersion: text("software_version"),
      softwareCheckedAtMs: integer("software_checked_at_ms"),
      /** How far its clock is ahead of ours, and when that was seen. */
      clockDifferenceMs: integer("clock_difference_ms"),
      clockSeenAtMs: integer("clock_seen_at_ms"),
    }),

    /** Fedify's key-value store. */
    keyValues: table(
      "key_values",
      { key: text("key").primaryKey(), value: text("value").notNull(), expiresAtMs: integer("expires_at_ms") },
      (t) => [index("key_values_expires").on(t.expiresAtMs)],
    ),

    /** People who sign in. Raising `sessionEpoch` signs them out everywhere. */
    users: table("users", {
      id: text("id").primaryKey(),
      role: text("role").$type<Role>().notNull(),
      name: text("name").notNull(),
      memberId: text("member_id"),
      sessionEpoch: integer("session_epoch").notNull(),
      createdAtMs: integer("created_at_ms").notNull(),
      lastSeenAtMs: integer("last_seen_at_ms"),
    }),

    passkeys: table(
      "passkeys",
      {
        id: text("id").primaryKey(),
        userId: text("user_id").notNull(),
        publicKey: text("public_key").notNull(),
        counter: integer("counter").notNull(),
        transports: json("transports").$type<readonly string[]>().notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        lastUsedAtMs: integer("last_used_at_ms"),
      },
      (t) => [index("passkeys_user").on(t.userId)],
    ),

    /** Sessions rotate: `tokenHash` is the current one, `previousHash` is still good for a moment after a change. */
    sessions: table(
      "sessions",
      {
        id: text("id").primaryKey(),
        userId: text("user_id").notNull(),
        epoch: integer("epoch").notNull(),
        generation: integer("generation").notNull(),
        rotatedAtMs: integer("rotated_at_ms").notNull(),
        expiresAtMs: integer("expires_at_ms").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [index("sessions_user").on(t.userId)],
    ),

    /** One-time links. `purpose`: set up the node, join in a role, or replace a lost passkey of `userId`. */
    invites: table(
      "invites",
      {
        id: text("id").primaryKey(),
        tokenHash: text("token_hash").notNull(),
        purpose: text("purpose").$type<"setup" | "invite" | "recover">().notNull(),
        role: text("role").$type<Role>().notNull(),
        userId: text("user_id"),
        name: text("name"),
        expiresAtMs: integer("expires_at_ms").notNull(),
        usedAtMs: integer("used_at_ms"),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [uniqueIndex("invites_token").on(t.tokenHash)],
    ),

    apiTokens: table(
      "api_tokens",
      {
        id: text("id").primaryKey(),
        tokenHash: text("token_hash").notNull(),
        role: text("role").$type<Role>().notNull(),
        name: text("name").notNull(),
        createdAtMs: integer("created_at_ms").notNull(),
        revokedAtMs: integer("revoked_at_ms"),
      },
      (t) => [uniqueIndex("api_tokens_token").on(t.tokenHash)],
    ),

    /** Answers to POSTs that carried an Idempotency-Key, so that a repeat gets the first answer. */
    idempotency: table(
      "idempotency",
      {
        principal: text("principal").notNull(),
        key: text("key").notNull(),
        request: text("request").notNull(),
        status: integer("status"),
        body: text("body"),
        createdAtMs: integer("created_at_ms").notNull(),
      },
      (t) => [uniqueIndex("idempotency_principal_key").on(t.principal, t.key)],
    ),
  };
}

export const sqliteTables = defineTables(sqliteVocabulary);
export const postgresTables = defineTables(postgresVocabulary);
export type Tables = typeof sqliteTables;
