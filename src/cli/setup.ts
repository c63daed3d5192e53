import { setUp, type SetUp } from "#src/app/coop.ts";
import { moveOrigin, type OriginOutcome } from "#src/app/origin.ts";
import { isHandle, isLanguageTag, isTimeZone } from "#src/domain/identity.ts";
import { CommandError, UsageError, given, type Call, type Command, type OpenedNode, type Report } from "./command.ts";

const setup: Command = {
  name: "setup",
  summary: "Set a fresh node up without a browser, or change its origin while nobody has stored it",
  details:
    "A fresh node needs --name, --handle, --language and --region. With --origin alone the stored origin is changed, while there are no followers and no peers.",
  options: {
    name: { value: "NAME", help: "the coop's name" },
    handle: { value: "HANDLE", help: "what stands before the host in @handle@host: a–z, 0–9 and _, up to 30" },
    language: { value: "TAG", help: "the default language, as in ca or pt-BR" },
    region: { value: "REGION", help: "where the coop is, as in ES-CT" },
    "time-zone": { value: "ZONE", help: "an IANA time zone, as in Europe/Madrid (UTC without it)" },
    summary: { value: "TEXT", help: "what the coop is, in a sentence or two" },
    "fair-use": { value: "TEXT", help: "the fair-use policy" },
    origin: { value: "ORIGIN", help: "the public origin, as in https://coop.example (FEDICOOP_ORIGIN without it)" },
  },
  async run(call) {
    const origin = readOrigin(call.options["origin"]);
    const others = Object.keys(call.options).filter((name) => name !== "origin");
    if (origin !== undefined && others.length === 0) return changeOrigin(await call.open(), origin);
    return setFresh(call, origin);
  },
};

async function setFresh(call: Call, origin: string | undefined): Promise<Report> {
  const wanted = readSetUp(call);
  const { app } = await call.open();
  const done = await setUp({ ...app, origin: origin ?? app.origin }, wanted);
  const { coop } = done;
  const address = `@${coop.handle}@${new URL(coop.origin).host}`;
  if (done.outcome === "already")
    throw new CommandError(`This node has been set up already, as ${address} at ${coop.origin}. Nothing was changed.`);
  const later =
    coop.origin === app.origin
      ? []
      : [`Start it with FEDICOOP_ORIGIN=${coop.origin}: without it, it would be ${app.origin}.`];
  return {
    lines: [
      `The node is set up as ${address} at ${coop.origin}.`,
      ...later,
      "Next: npm start, then `invite create --role steward` for the first person.",
    ],
    json: {
      handle: coop.handle,
      origin: coop.origin,
      coop: `${coop.origin}/actors/coop`,
      name: coop.name,
      language: coop.defaultLanguage,
      region: coop.region,
    },
  };
}

/** @throws {UsageError} with one line for each wrong value. */
function readSetUp(call: Call): SetUp {
  const { summary, "fair-use": fairUse, "time-zone": timeZone = "UTC" } = call.options;
  const [name, handle, language, region] = [
    given(call, "name"),
    given(call, "handle"),
    given(call, "language"),
    given(call, "region"),
  ];
  const problems = [
    ...(isText(name, 100) ? [] : ["--name should be a name of at most 100 characters."]),
    ...(isHandle(handle) ? [] : ["--handle should be of a–z, 0–9 and _, up to 30 characters."]),
    ...(isLanguageTag(language) ? [] : ["--language should be a language tag, as in ca or pt-BR."]),
    ...(isText(region, 100) ? [] : ["--region should be a region of at most 100 characters, as in ES-CT."]),
    ...(isTimeZone(timeZone) ? [] : ["--time-zone should be an IANA time zone, as in Europe/Madrid."]),
    ...[summary, fairUse]
      .filter((text) => text !== undefined && !isText(text, 5000))
      .map(() => "Texts may have at most 5000 characters."),
  ];
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  return {
    name: { [language]: name.trim() },
    handle,
    defaultLanguage: language,
    region: region.trim(),
    timeZone,
    ...(summary === undefined ? {} : { summary: { [language]: summary } }),
    ...(fairUse === undefined ? {} : { fairUse: { [language]: fairUse } }),
  };
}

const isText = (text: string, maxLength: number): boolean => text.trim() !== "" && text.length <= maxLength;

async function changeOrigin({ app }: OpenedNode, origin: string): Promise<Report> {
  const outcome = await moveOrigin(app, origin);
  if (outcome.outcome === "not-set-up" || outcome.outcome === "known") throw new CommandError(refusal(outcome));
  const said = outcome.outcome === "moved" ? `The node is now at ${origin}.` : `The node is at ${origin} already.`;
  return {
    lines: [said, `Start it with FEDICOOP_ORIGIN=${origin}.`],
    json: { origin, changed: outcome.outcome === "moved" },
  };
}

function refusal(outcome: Extract<OriginOutcome, { outcome: "not-set-up" | "known" }>): string {
  return outcome.outcome === "not-set-up"
    ? "This node has not been set up yet. Give --name, --handle, --language and --region too."
    : `The origin stays ${outcome.origin}: ${outcome.followers} followers and ${outcome.peers} peers have stored it.`;
}

function readOrigin(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.origin !== value.replace(/\/$/, "")) {
    throw new UsageError("--origin should be only scheme, host and port, as in https://coop.example.");
  }
  return url.origin;
}

export const setupCommands: readonly Command[] = [setup];
