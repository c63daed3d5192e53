import { v7 as uuidV7 } from "uuid";
import { answerOffer } from "#src/app/offers.ts";
import { agreementIri } from "#src/domain/iri.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import { hourMs, meet, noonMs, openSide, proposeSeats, shareServer, type Side } from "#test/app/pair.ts";
import { temporaryFolder } from "#test/rig/folder.ts";
import { startPostgres } from "#test/rig/postgres-server.ts";
import { eachAtOnce, median } from "./figures.ts";

const partners = 8;
const resources = 10;
const atOnce = 16;
const offersEachRound = 96;
const rounds = 3;

export interface AgreementFigures {
  readonly sqlitePerSecond: number;
  readonly postgresPerSecond: number;
}

/**
 * Offers of 8 partners for the seats of 10 meeting servers, each answered in one durable transaction: seen before? capacity in the slot,
 * decision, agreement and answer written. SQLite with `synchronous=FULL`, PostgreSQL with its own defaults (`fsync` and
 * `synchronous_commit` on); without HTTP and signatures, which the inbox's measure has.
 */
export async function measureAgreements(): Promise<AgreementFigures> {
  const folder = temporaryFolder();
  const server = await startPostgres({ durable: true });
  const databases: Database[] = [];
  try {
    const sqlite = await openDatabase({ file: `${folder.path}/fedicoop.sqlite` });
    databases.push(sqlite);
    const postgres = await openDatabase({ url: server.url("postgres") });
    databases.push(postgres);
    const [onSqlite, onPostgres] = [await openMarket(sqlite), await openMarket(postgres)];
    const turns = { sqlite: [] as number[], postgres: [] as number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const [one, other] = [await onSqlite.answerMany(), await onPostgres.answerMany()];
      // The first round is for warming up.
      if (round === 0) continue;
      turns.sqlite.push(one);
      turns.postgres.push(other);
    }
    return { sqlitePerSecond: median(turns.sqlite), postgresPerSecond: median(turns.postgres) };
  } finally {
    await Promise.all(databases.map((database) => database.close()));
    await server.stop();
    folder.remove();
  }
}

/** A coop with partners who ask for its seats. */
async function openMarket(database: Database): Promise<{ readonly answerMany: () => Promise<number> }> {
  const provider = await openSide(database, "kerala", { nowMs: noonMs });
  const receivers = Array.from({ length: partners }, (_, index) => partnerOf(provider, `partner-${index}`));
  for (const receiver of receivers) await meet(provider, receiver);
  const proposals: string[] = [];
  for (let index = 0; index < resources; index += 1) {
    proposals.push((await proposeSeats(provider, await shareServer(provider))).proposal);
  }
  let serial = 0;
  const nextOffer = (): AgreementTerms => {
    serial += 1;
    const receiver = receivers[serial % partners];
    const proposal = proposals[serial % resources];
    if (receiver === undefined || proposal === undefined) throw new Error("There is nobody to offer.");
    const startsAtMs = noonMs + (1 + (Math.floor(serial / 30) % 600)) * hourMs;
    return {
      agreement: agreementIri(receiver.context.origin, uuidV7()),
      proposal,
      provider: provider.coop,
      receiver: receiver.coop,
      title: "Assembly",
      seats: 50,
      startsAtMs,
      endsAtMs: startsAtMs + hourMs,
      terms: { kind: "gift" },
    };
  };
  return {
    answerMany: async () => {
      const offers = Array.from({ length: offersEachRound }, nextOffer);
      const startedAtMs = performance.now();
      await eachAtOnce(offers, atOnce, async (offer) => {
        const told = await answerOffer(provider.context, offer);
        if (told.outcome !== "done") throw new Error(`An offer was dropped: ${told.because}`);
      });
      return (offersEachRound / (performance.now() - startedAtMs)) * 1000;
    },
  };
}

/** A partner as the provider knows it; nothing is asked of its own store. */
function partnerOf(provider: Side, name: string): Side {
  const origin = `https://${name}.example`;
  return { context: { ...provider.context, origin }, coop: `${origin}/actors/coop`, handle: name };
}
