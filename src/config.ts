import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { isAddress } from "./domain/identity.ts";
import { isMailAddress } from "./domain/mail-address.ts";

/** Hosts that are never public, so that nodes on them may federate over plain http and private addresses (RFC 2606, RFC 6762, RFC 8375). */
const notPublic = /(^|\.)(localhost|test|local|internal|home\.arpa)$/i;

const port = z.coerce
  .number({ error: "a port number, as in 3000" })
  .int("a whole port number")
  .min(0, "a port from 0 to 65535")
  .max(65535, "a port from 0 to 65535");

const origin = z
  .url({ protocol: /^https?$/, error: "an origin, as in https://coop.example" })
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value.replace(/\/$/, ""),
    "only scheme, host and port, as in https://coop.example",
  )
  .transform((value) => new URL(value).origin);

const flag = z.enum(["true", "false"], { error: "true or false" }).transform((value) => value === "true");

const postgres = z.url({ protocol: /^postgres(ql)?$/, error: "an address that begins with postgres://" });

const variables = {
  PORT: port.default(3000),
  FEDICOOP_HOST: z.string().min(1, "an address to listen on, as in 127.0.0.1").default("127.0.0.1"),
  FEDICOOP_ORIGIN: origin.optional(),
  FEDICOOP_DATA: z.string().min(1, "a folder").default("./data"),
  FEDICOOP_SECRET: z.string().min(32, "at least 32 characters").optional(),
  FEDICOOP_SECRET_FILE: z.string().min(1, "the path of a file").optional(),
  DATABASE_URL: postgres.optional(),
  FEDICOOP_ROLE: z.enum(["all", "web", "worker"], { error: "all, web or worker" }).default("all"),
  FEDICOOP_ALLOW_PRIVATE_ADDRESSES: flag.default(false),
  FEDICOOP_TRUSTED_PROXIES: z
    .string()
    .transform((value) =>
      value
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(
      z.array(
        z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
          error: "addresses or networks with commas between, as in 127.0.0.1,10.0.0.0/8",
        }),
      ),
    )
    .default([]),
  FEDICOOP_METRICS_PORT: port.optional(),
  FEDICOOP_SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./, error: "a mail server, as in smtp://user:password@mail.example:587" })
    .optional(),
  FEDICOOP_MAIL_FROM: z.string().refine(isMailAddress, "an e-mail address, as in events@coop.example").optional(),
} as const;

const environment = z.object(variables);

/** Everything that the environment decides, read once at the start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The public origin, without a trailing slash. */
  readonly origin: string;
  readonly dataFolder: string;
  /** The secret itself when it was given; otherwise the file that holds it (made at the first start unless `secretFileGiven`). */
  readonly secret?: string;
  readonly secretFile: string;
  readonly secretFileGiven: boolean;
  readonly databaseUrl?: string;
  readonly role: "all" | "web" | "worker";
  readonly allowPrivateAddresses: boolean;
  readonly trustedProxies: readonly string[];
  readonly metricsPort?: number;
  /** The mail server, with user and password, and the address that letters come from; both or none. */
  readonly mail?: { readonly url: string; readonly from: string };
}

/** What is wrong with the configuration, in sentences for the person who starts the node. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/**
 * Reads and validates the environment, and a `.env` file in the working folder for what the environment does not set.
 * @throws {ConfigError} one sentence for each name that is unknown or malformed.
 */
export function readConfig(): Config {
  const file = existsSync(".env") ? parseEnv(readFileSync(".env", "utf8")) : {};
  return parseConfig({ ...file, ...process.env });
}

/** The rule behind {@link readConfig}, for values from anywhere. An empty value counts as not set. */
export function parseConfig(values: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ""));
  const problems = Object.keys(given)
    .filter((name) => name.startsWith("FEDICOOP_") && !(name in variables))
    .map((name) => `${name} is not a setting of fedicoop. Known are ${Object.keys(variables).join(", ")}.`);
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])} should be ${issue.message}.`));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems.join("\n"));
  return checked(parsed.data);
}

function checked(data: z.infer<typeof environment>): Config {
  const config: Config = {
    port: data.PORT,
    host: data.FEDICOOP_HOST,
    origin: data.FEDICOOP_ORIGIN ?? `http://localhost:${data.PORT}`,
    dataFolder: data.FEDICOOP_DATA,
    secretFile: data.FEDICOOP_SECRET_FILE ?? join(data.FEDICOOP_DATA, "secret"),
    secretFileGiven: data.FEDICOOP_SECRET_FILE !== undefined,
    role: data.FEDICOOP_ROLE,
    allowPrivateAddresses: data.FEDICOOP_ALLOW_PRIVATE_ADDRESSES,
    trustedProxies: data.FEDICOOP_TRUSTED_PROXIES,
    ...(data.FEDICOOP_SECRET === undefined ? {} : { secret: data.FEDICOOP_SECRET }),
    ...(data.DATABASE_URL === undefined ? {} : { databaseUrl: data.DATABASE_URL }),
    ...(data.FEDICOOP_METRICS_PORT === undefined ? {} : { metricsPort: data.FEDICOOP_METRICS_PORT }),
    ...mailOf(data),
  };
  refuseCombinations(config);
  return config;
}

/** @throws {ConfigError} when one is given without the other. */
function mailOf(data: z.infer<typeof environment>): Pick<Config, "mail"> {
  const { FEDICOOP_SMTP_URL: url, FEDICOOP_MAIL_FROM: from } = data;
  if (url !== undefined && from !== undefined) return { mail: { url, from } };
  if (url === undefined && from === undefined) return {};
  throw new ConfigError(
    url === undefined
      ? "FEDICOOP_SMTP_URL should be set together with FEDICOOP_MAIL_FROM: without a mail server nothing can be sent."
      : "FEDICOOP_MAIL_FROM should be set together with FEDICOOP_SMTP_URL: letters need an address to come from.",
  );
}

/** What each value allows, but not together. @throws {ConfigError} */
function refuseCombinations({
  allowPrivateAddresses,
  origin: publicOrigin,
  databaseUrl,
  secret,
  secretFileGiven,
}: Config): void {
  if (allowPrivateAddresses && isPublicHttps(publicOrigin)) {
    throw new ConfigError(
      "FEDICOOP_ALLOW_PRIVATE_ADDRESSES should be false when FEDICOOP_ORIGIN is https on a public name: it would let strangers reach your private network.",
    );
  }
  if (databaseUrl !== undefined && secret === undefined && !secretFileGiven) {
    throw new ConfigError(
      "FEDICOOP_SECRET or FEDICOOP_SECRET_FILE should be set together with DATABASE_URL, the same for every process.",
    );
  }
}

function isPublicHttps(value: string): boolean {
  const url = new URL(value);
  return url.protocol === "https:" && !isAddress(url.hostname) && !notPublic.test(url.hostname);
}
