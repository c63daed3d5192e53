import type { Finding } from "#src/app/finding.ts";
import { ConfigError } from "#src/config.ts";
import type { Call, Command, OpenedNode } from "./command.ts";

/** One line of the report. `ok`: no trouble; `verdict` also tells what needs a look and what could not be looked at. */
interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly verdict: Finding["verdict"];
  readonly says: string;
  readonly advice?: string;
}

const doctor: Command = {
  name: "doctor",
  summary: "Look whether everything is in order, and say what to do where it is not",
  details:
    "Looks at the store, the keys and the disk, and from outside at the name, the certificate, the proxy and how the node is found. It ends with 1 when something is wrong; what only needs a look does not count.",
  async run(call) {
    const checks = await examine(call);
    const ok = checks.every((check) => check.ok);
    const count = (verdict: Check["verdict"]): number => checks.filter((check) => check.verdict === verdict).length;
    return {
      lines: [...checks.flatMap(linesOf), "", summaryOf(count("trouble"), count("attention"))],
      json: { ok, checks },
      failed: !ok,
    };
  },
};

function summaryOf(troubles: number, attentions: number): string {
  if (troubles + attentions === 0) return "Everything is in order.";
  const looks = attentions === 0 ? "" : ` ${attentions} ${attentions === 1 ? "needs" : "need"} a look.`;
  return troubles === 0 ? `It works.${looks}` : `${troubles} ${troubles === 1 ? "is" : "are"} wrong.${looks}`;
}

const labels: Readonly<Record<Check["verdict"], string>> = {
  ok: "ok       ",
  attention: "attention",
  trouble: "trouble  ",
  "not-applicable": "–        ",
};

const linesOf = ({ verdict, check, says, advice }: Check): readonly string[] => [
  `${labels[verdict]}  ${check}: ${says}`,
  ...(advice === undefined ? [] : [`           → ${advice}`]),
];

async function examine(call: Call): Promise<readonly Check[]> {
  const opened = await open(call);
  if ("says" in opened) return [{ ok: false, verdict: "trouble", ...opened }];
  const says = `read; the data is in ${placeOf(opened)}`;
  const findings = await opened.doctor.examine();
  return [
    { check: "configuration", ok: true, verdict: "ok", says },
    ...findings.map((finding) => {
      const { says: words, advice } = opened.findingWords(finding);
      const { check, verdict } = finding;
      return { check, ok: verdict !== "trouble", verdict, says: words, ...(advice === undefined ? {} : { advice }) };
    }),
  ];
}

async function open(
  call: Call,
): Promise<OpenedNode | { readonly check: string; readonly says: string; readonly advice: string }> {
  try {
    return await call.open();
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    if (error instanceof ConfigError)
      return { check: "configuration", says, advice: "Correct the environment or the .env file." };
    return {
      check: "database",
      says,
      advice: "See that the data folder or DATABASE_URL can be reached and written by this user.",
    };
  }
}

const placeOf = ({ app, config }: OpenedNode): string =>
  app.database.engine === "sqlite" ? config.dataFolder : "PostgreSQL";

export const doctorCommands: readonly Command[] = [doctor];
