import "temporal-polyfill/global";
import { cpus } from "node:os";
import { measureAgreements } from "./agreements.ts";
import { measureDeliveries } from "./deliveries.ts";
import { measureHostile } from "./hostile.ts";
import { measureInbox } from "./inbox.ts";
import { measureEntries } from "./ledger-entries.ts";
import { measureLog } from "./ledger-log.ts";
import { measureReconciliation } from "./ledger-reconcile.ts";
import { measureSearch } from "./search.ts";
import { soak } from "./soak.ts";
import { measureStart } from "./start.ts";

/** One line of the table: what, the number, what it is compared with, and what to read in it. */
type Line = readonly [what: string, figure: string, beside: string, ratio: string];

const ratio = (ours: number, theirs: number): string => `${(ours / theirs).toFixed(2)} ×`;
const perSecond = (value: number): string => `${Math.round(value)}/s`;
const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const megabytes = (value: number): string => `${Math.round(value)} MB`;

async function inboxLines(): Promise<readonly Line[]> {
  const figures = await measureInbox();
  const pairs = [
    ["proposals taken; beside bare Fedify", figures.proposals, figures.bareProposals],
    ["proposals taken; beside its shared inbox", figures.proposals, figures.bareShared],
    ["Follows taken and answered; beside bare Fedify", figures.follows, figures.bareFollows],
  ] as const;
  return pairs.flatMap(([what, ours, theirs]): readonly Line[] => [
    [what, perSecond(ours.perSecond), perSecond(theirs.perSecond), ratio(ours.perSecond, theirs.perSecond)],
    [
      "   processor time for each",
      milliseconds(ours.cpuMsEach),
      milliseconds(theirs.cpuMsEach),
      ratio(ours.cpuMsEach, theirs.cpuMsEach),
    ],
  ]);
}

async function hostileLines(): Promise<readonly Line[]> {
  const figures = await measureHostile();
  const { alonePerSecond, besidePerSecond, hostileShare, statuses, megabytesBefore } = figures;
  return [
    [
      "honest proposals taken while half is hostile; beside none hostile",
      perSecond(besidePerSecond),
      perSecond(alonePerSecond),
      ratio(besidePerSecond, alonePerSecond),
    ],
    [`   what of all that came was hostile`, `${Math.round(hostileShare * 100)} %`, "", ""],
    [
      `   answers to it: ${Object.entries(statuses)
        .map(([status, count]) => `${status}: ${count}`)
        .join(", ")}`,
      "",
      "",
      "",
    ],
    ["   memory of the process before it", megabytes(megabytesBefore), "", ""],
    ["   and after each round of it", figures.megabytes.map(Math.round).join(", "), "", "MB"],
  ];
}

async function deliveryLines(): Promise<readonly Line[]> {
  const { ours, bare } = await measureDeliveries();
  return [
    [
      "deliveries to 1,000 followers; beside bare Fedify",
      perSecond(ours.perSecond),
      perSecond(bare.perSecond),
      ratio(ours.perSecond, bare.perSecond),
    ],
    [
      "   processor time for each",
      milliseconds(ours.cpuMsEach),
      milliseconds(bare.cpuMsEach),
      ratio(ours.cpuMsEach, bare.cpuMsEach),
    ],
  ];
}

async function agreementLines(): Promise<readonly Line[]> {
  const figures = await measureAgreements();
  return figures.flatMap((one): readonly Line[] => {
    const engine = one.engine === "sqlite" ? "SQLite" : "PostgreSQL";
    return [
      [
        `agreements answered, on ${engine}; beside plain inserts`,
        perSecond(one.answeredPerSecond),
        perSecond(one.insertedPerSecond),
        ratio(one.answeredPerSecond, one.insertedPerSecond),
      ],
      [
        "   memory of the process meanwhile; beside before",
        megabytes(one.mostMegabytes),
        megabytes(one.startMegabytes),
        ratio(one.mostMegabytes, one.startMegabytes),
      ],
    ];
  });
}

async function startLines(): Promise<readonly Line[]> {
  const { coldStartMs, fedifyAloneMs, idleMegabytes, fedifyAloneMegabytes } = await measureStart();
  return [
    [
      "cold start to the first answer; beside importing Fedify",
      milliseconds(coldStartMs),
      milliseconds(fedifyAloneMs),
      ratio(coldStartMs, fedifyAloneMs),
    ],
    [
      "resident memory, idle; beside importing Fedify",
      megabytes(idleMegabytes),
      megabytes(fedifyAloneMegabytes),
      ratio(idleMegabytes, fedifyAloneMegabytes),
    ],
  ];
}

async function searchLines(): Promise<readonly Line[]> {
  const { sqlite, postgres } = await measureSearch();
  return [
    [
      "search of 100,000 listings, 99th percentile, on SQLite; beside the middle",
      milliseconds(sqlite.slowMs),
      milliseconds(sqlite.medianMs),
      ratio(sqlite.slowMs, sqlite.medianMs),
    ],
    [
      "   the same on PostgreSQL",
      milliseconds(postgres.slowMs),
      milliseconds(postgres.medianMs),
      ratio(postgres.slowMs, postgres.medianMs),
    ],
    ["   the first search, which reads them all", milliseconds(sqlite.firstMs), "", ""],
    ["   memory for them", megabytes(sqlite.indexMegabytes), "", ""],
  ];
}

const engineName = (engine: string): string => (engine === "sqlite" ? "SQLite" : "PostgreSQL");

async function entryLines(): Promise<readonly Line[]> {
  const figures = await measureEntries();
  return figures.map(({ engine, atOnce, signedPerSecond, insertedPerSecond }) => [
    `entries signed, ${atOnce === 1 ? "one by one" : `${atOnce} at once`}, on ${engineName(engine)}; beside plain inserts`,
    perSecond(signedPerSecond),
    perSecond(insertedPerSecond),
    ratio(signedPerSecond, insertedPerSecond),
  ]);
}

const logLines = async (): Promise<readonly Line[]> => {
  const { rootSeconds, hashSeconds } = measureLog(1_000_000);
  const [ours, beside] = [`${rootSeconds.toFixed(1)} s`, `${hashSeconds.toFixed(1)} s`];
  return [
    ["the root of a log of a million leaves; beside hashing each once", ours, beside, ratio(rootSeconds, hashSeconds)],
  ];
};

/** How many entries the two books have that are compared; a million takes minutes to write. */
const bookEntries = Number(process.env["BENCH_ENTRIES"] ?? 1_000_000);

async function reconcileLines(): Promise<readonly Line[]> {
  const figures = await measureReconciliation(bookEntries);
  return figures.flatMap(({ engine, entries, differences, figures: one }): readonly Line[] => [
    [
      `${differences} differences in ${entries} entries, on ${engineName(engine)}: ${one.state}`,
      `${one.seconds.toFixed(1)} s`,
      "",
      "",
    ],
    ["   round trips; bytes", String(one.trips), String(one.bytes), ""],
    ["   memory of the process with both books, at its most", megabytes(one.megabytes), "", ""],
  ]);
}

const soakMinutes = Number(process.env["BENCH_MINUTES"] ?? 60);

/** Not among what is measured unless it is asked for: it takes as long as it says. */
async function soakLines(): Promise<readonly Line[]> {
  for await (const { minute, megabytes: resident, heapMegabytes, waiting, honest, hostile } of soak(soakMinutes))
    console.log(
      `minute ${minute}: ${megabytes(resident)}, of it heap ${megabytes(heapMegabytes)}; ${waiting} wait in the outbox; so far ${honest} honest, ${hostile} hostile`,
    );
  return [];
}

const widths = [74, 9, 9, 8];

function print([what, ...figures]: Line): void {
  const cells = figures.map((figure, index) => figure.padStart(widths[index + 1] ?? 0));
  console.log(`${what.padEnd(widths[0] ?? 0)}${cells.join("")}`);
}

const startedAtMs = performance.now();
console.log(
  `Measuring on ${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}; docs/bench.md says how.\n`,
);
print(["", "fedicoop", "beside", "ratio"]);
const parts: Readonly<Record<string, readonly (() => Promise<readonly Line[]>)[]>> = {
  start: [startLines],
  inbox: [inboxLines],
  hostile: [hostileLines],
  deliveries: [deliveryLines],
  agreements: [agreementLines],
  search: [searchLines],
  ledger: [entryLines, logLines, reconcileLines],
  soak: [soakLines],
};
const asked = process.argv.slice(2);
for (const [name, measures] of Object.entries(parts)) {
  if (asked.length > 0 ? !asked.includes(name) : name === "soak") continue;
  for (const measure of measures) (await measure()).forEach(print);
}
console.log(`\nTook ${Math.round((performance.now() - startedAtMs) / 1000)} s.`);
