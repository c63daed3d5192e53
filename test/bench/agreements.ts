import pg from "pg";
import { v7 as uuidV7 } from "uuid";
import { answerOffer } from "#src/app/offers.ts";
import { agreementIri } from "#src/domain/iri.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import type { AgreementRow } from "#src/store/agreements.ts";
import { openDatabase, type Database } from "#src/store/database.ts";
import { hourMs, meet, noonMs, openSide, proposeSeats, shareServer, type Side } from "#test/app/pair.ts";
import { temporaryFolder } from "#test/rig/folder.ts";
import { startPostgres } from "#test/rig/postgres-server.ts";
import { eachAtOnce, median, residentMegabytesOf } from "./figures.ts";

const partners = 8;
const resources = 10;
const atOnce = 64;
const offersEachRound = 640;
const rounds = 5;

/** How many in a second, ours and beside it, and the memory of the process that did both, in megabytes: before, and at its most. */
export interface AgreementFigures {
  readonly engine: string;
  readonly answeredPerSecond: number;
  readonly insertedPerSecond: number;
  readonly startMegabytes: number;
  readonly mostMegabytes: number;
}

/**
 * Offers of 8 partners for the seats of 10 meeting servers, each answered durably: seen before? capacity in the slot, decision, agreement
 * and answer written. Beside it, on the same engine and in turns, the very same rows written plainly: a transaction for each pair of
 * agreement and answer, as many at once, with nothing read and nothing decided. SQLite with `synchronous=FULL`, PostgreSQL with its own
 * defaults (`fsync` and `synchronous_commit` on); without HTTP and signatures, which the inbox's measure has.
 */
export async function measureAgreements(): Promise<readonly AgreementFigures[]> {
  const folder = temporaryFolder();
  const server = await startPostgres({ durable: true });
  const databases: Database[] = [];
  const open = async (place: Parameters<typeof openDatabase>[0]): Promise<Database> => {
    const database = await openDatabase(place);
    databases.push(database);
    return database;
  };
  try {
    const file = (name: string) => ({ file: `${folder.path}/${name}.sqlite` });
    const onSqlite = await measureOn(await open(file("answered")), await open(file("inserted")));
    await createDatabase(server.url("postgres"), "inserted");
    const onPostgres = await measureOn(
      await open({ url: server.url("postgres") }),
      await open({ url: server.url("inserted") }),
    );
    return [onSqlite, onPostgres];
  } finally {
    await Promise.all(databases.map((database) => database.close()));
    await server.stop();
    folder.remove();
  }
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}

async function measureOn(answering: Database, inserting: Database): Promise<AgreementFigures> {
  const market = await openMarket(answering);
  const startMegabytes = residentMegabytesOf(process.pid);
  const turns = { answered: [] as number[], inserted: [] as number[] };
  let mostMegabytes = startMegabytes;
  for (let round = 0; round <= rounds; round += 1) {
    const answered = await market.answerMany();
    const inserted = await insertMany(inserting, await market.takeRows());
    mostMegabytes = Math.max(mostMegabytes, residentMegabytesOf(process.pid));
    // The first round is for warming up.
    if (round === 0) continue;
    turns.answered.push(answered);
    turns.inserted.push(inserted);
  }
  return {
    engine: answering.engine,
    answeredPerSecond: median(turns.answered),
    insertedPerSecond: median(turns.inserted),
    startMegabytes,
    mostMegabytes,
  };
}

type Row = { readonly agreement: AgreementRow; readonly said: Database["t"]["outbox"]["$inferSelect"] };

/** The same rows, each pair in a durable transaction of its own. */
async function insertMany(database: Database, rows: readonly Row[]): Promise<number> {
  const startedAtMs = performance.now();
  await eachAtOnce(rows, atOnce, ({ agreement, said }) =>
    database.transaction(async ({ q, t }) => {
      await q.insert(t.agreements).values(agreement);
      await q.insert(t.outbox).values(said);
    }),
  );
  return (rows.length / (performance.now() - startedAtMs)) * 1000;
}

interface Market {
  /** Has a round of offers answered; so many in a second. */
  readonly answerMany: () => Promise<number>;
  /** What was written since the last time. */
  readonly takeRows: () => Promise<readonly Row[]>;
}

/** A coop with partners who ask for its seats. */
async function openMarket(database: Database): Promise<Market> {
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
  const taken = new Set<string>();
  return {
    takeRows: async () => {
      const { q, t } = database;
      const said = new Map((await q.select().from(t.outbox)).map((row) => [row.topic, row]));
      const agreements = (await q.select().from(t.agreements)).filter((row) => !taken.has(row.id));
      return agreements.flatMap((agreement) => {
        taken.add(agreement.id);
        const word = said.get(`agreement ${agreement.agreement}`);
        return word === undefined ? [] : [{ agreement, said: word }];
      });
    },
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
