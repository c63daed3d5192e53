import { randomUUID, type JsonWebKey } from "node:crypto";
import { isSignedBy, takeApart, type Jwt } from "./jwt.ts";
import { startPlatform, type PlatformServer } from "./platform-server.ts";

export interface JitsiServer extends PlatformServer {
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
  /** What a coop's operator fills in. */
  readonly connection: { readonly url: string; readonly appId: string; readonly secret: string };
  /** Who is in each room, by `context.user.id`. */
  readonly rooms: ReadonlyMap<string, ReadonlyMap<string, JitsiPerson>>;
}

export interface JitsiPerson {
  readonly name: string;
  readonly affiliation: string;
}

export interface JitsiOptions {
  /** `asap_accepted_audiences`; the app's id, if absent. */
  readonly audiences?: readonly string[];
  /** What `sub` has to be; the host, if absent. */
  readonly subject?: string;
  /** Public keys by `kid`: the server then takes RS256 only. */
  readonly keys?: Readonly<Record<string, JsonWebKey>>;
  /** The server's clock. */
  readonly now?: () => number;
}

interface Ground extends Required<Omit<JitsiOptions, "keys">> {
  readonly keys: Readonly<Record<string, JsonWebKey>> | undefined;
  readonly appId: string;
  readonly secret: string;
}

/**
 * A Jitsi Meet without sound, written from lib-jitsi-meet's doc/tokens.md and luajwtjitsi: its Prosody takes a token when the browser
 * connects (here: when it opens the room) and checks signature, times, issuer, audience, subject and room, in its words.
 */
export async function startJitsi(options: JitsiOptions = {}): Promise<JitsiServer> {
  const appId = `app-${randomUUID().slice(0, 8)}`;
  const secret = randomUUID();
  const { audiences = [appId], subject = "127.0.0.1", keys, now = Date.now } = options;
  const ground: Ground = { audiences, subject, keys, now, appId, secret };
  const rooms = new Map<string, Map<string, JitsiPerson>>();
  const platform = await startPlatform({
    answer: ({ at }, response) => {
      if (at.pathname === "/config.js") {
        response
          .writeHead(200, { "content-type": "application/javascript" })
          .end("var config = { hosts: { domain: '127.0.0.1' } };");
        return;
      }
      const room = decodeURIComponent(at.pathname.split("/").at(-1) ?? "").toLowerCase();
      const token = takeApart(at.searchParams.get("jwt") ?? "");
      const problem =
        token === undefined ? "token required" : (problemOf(token, ground) ?? mismatchOf(token, room, ground));
      if (token === undefined || problem !== undefined) {
        response.writeHead(403, { "content-type": "text/plain" }).end(problem);
        return;
      }
      const { user } = token.claims["context"] as { readonly user: { readonly id: string } & JitsiPerson };
      rooms.set(
        room,
        new Map([...(rooms.get(room) ?? []), [user.id, { name: user.name, affiliation: user.affiliation }]]),
      );
      response.writeHead(200, { "content-type": "text/html" }).end("<title>Jitsi Meet</title>");
    },
  });
  return {
    ...platform,
    url: platform.origin,
    appId,
    secret,
    connection: { url: platform.origin, appId, secret },
    rooms,
  };
}

/** What luajwtjitsi's `verify` says. */
function problemOf(token: Jwt, { keys, secret, appId, audiences, now }: Ground): string | undefined {
  const { header, claims } = token;
  const seconds = Math.floor(now() / 1000);
  const isBefore = (claim: unknown): boolean => typeof claim === "number" && seconds < claim;
  const checks: readonly (readonly [isRight: boolean, message: string])[] = [
    [header["typ"] === "JWT", "Invalid typ"],
    [header["alg"] === (keys === undefined ? "HS256" : "RS256"), "Invalid or incorrect alg"],
    [isSigned(token, keys, secret), "Invalid signature"],
    [typeof claims["exp"] === "number", "exp must be number"],
    [isBefore(claims["exp"]), "Not acceptable by exp"],
    [!isBefore(claims["nbf"]), "Not acceptable by nbf"],
    [claims["iss"] !== undefined, "'iss' claim is missing"],
    [claims["iss"] === appId, "invalid 'iss' claim"],
    [claims["aud"] !== undefined, "'aud' claim is missing"],
    [[claims["aud"]].flat().some((audience) => audiences.includes(String(audience))), "invalid 'aud' claim"],
  ];
  return checks.find(([isRight]) => !isRight)?.[1];
}

function isSigned(token: Jwt, keys: Ground["keys"], secret: string): boolean {
  if (keys === undefined) return isSignedBy(token, { secret: Buffer.from(secret) });
  const jwk = keys[String(token.header["kid"])];
  return jwk !== undefined && isSignedBy(token, { jwk });
}

/** The room's own check, and the client's: every field of the user is a string. */
function mismatchOf({ claims }: Jwt, room: string, { subject }: Ground): string | undefined {
  if (claims["room"] !== room && claims["room"] !== "*") return "Room and token mismatched";
  if (claims["sub"] !== subject && claims["sub"] !== "*") return "Room and token mismatched";
  const context = claims["context"] as { readonly user?: Readonly<Record<string, unknown>> } | undefined;
  const user = context?.user ?? {};
  if (Object.values(user).some((value) => typeof value !== "string"))
    return "all fields in 'user' need to be a valid string";
  return typeof user["id"] === "string" && /^(?:owner|member)$/.test(String(user["affiliation"]))
    ? undefined
    : "no user in the token";
}
