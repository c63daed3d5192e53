import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import tls from "node:tls";

/** A certificate and its key, in PEM. `cert` may hold several, the server's own first. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
}

export interface Wanted {
  readonly names: readonly string[];
  readonly fromMs?: number;
  readonly untilMs?: number;
  /** Leaves out the certificate between this one and the root. */
  readonly alone?: true;
  /** Signed by itself instead. */
  readonly selfSigned?: true;
}

/** A certificate authority with one intermediate, which this process trusts from here on. Written by hand: X.509 is little enough. */
export function openAuthority(): { readonly certify: (wanted: Wanted) => Certified } {
  const root = newIssuer("Root of the tests");
  const middle = newIssuer("Between");
  const years = { fromMs: Date.now() - 10 * yearMs, untilMs: Date.now() + 10 * yearMs };
  const rootCert = certificate({ subject: root.name, key: root.key, issuer: root, ...years, isAuthority: true });
  const middleCert = certificate({ subject: middle.name, key: middle.key, issuer: root, ...years, isAuthority: true });
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), rootCert]);
  return {
    certify({ names, fromMs = Date.now() - dayMs, untilMs = Date.now() + 60 * dayMs, alone, selfSigned }) {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const subject = names[0] ?? "";
      const issuer = selfSigned === true ? { name: subject, key: privateKey } : middle;
      const own = certificate({ subject, key: privateKey, issuer, fromMs, untilMs, names });
      const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      return { key, cert: alone === true || selfSigned === true ? own : `${own}${middleCert}` };
    },
  };
}

const dayMs = 86_400_000;
const yearMs = 365 * dayMs;

const newIssuer = (name: string): Issuer => ({
  name,
  key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
});

interface Contents {
  readonly subject: string;
  readonly key: KeyObject;
  readonly issuer: Issuer;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly names?: readonly string[];
  readonly isAuthority?: true;
}

let serial = 1;

/** RFC 5280, as DER in PEM. */
function certificate({ subject, key, issuer, fromMs, untilMs, names = [], isAuthority }: Contents): string {
  const { publicKey } = publicOf(key);
  const alternatives = sequence(...names.map((name) => der(0x82, Buffer.from(name))));
  const extensions = [
    ...(isAuthority === true ? [extension("551d13", sequence(der(0x01, Buffer.from([0xff]))))] : []),
    ...(names.length > 0 ? [extension("551d11", alternatives)] : []),
  ];
  const body = sequence(
    der(0xa0, integer(2)),
    integer((serial += 1)),
    ecdsaWithSha256,
    nameOf(issuer.name),
    sequence(timeOf(fromMs), timeOf(untilMs)),
    nameOf(subject),
    publicKey,
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, issuer.key);
  const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function publicOf(key: KeyObject): { readonly publicKey: Buffer } {
  const jwk = key.export({ format: "jwk" });
  const point = Buffer.concat(
    [4, jwk.x ?? "", jwk.y ?? ""].map((part) =>
      typeof part === "number" ? Buffer.from([part]) : Buffer.from(part, "base64url"),
    ),
  );
  const algorithm = sequence(identifier("2a8648ce3d0201"), identifier("2a8648ce3d030107"));
  return { publicKey: sequence(algorithm, der(0x03, Buffer.concat([Buffer.from([0]), point]))) };
}

function der(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const ecdsaWithSha256 = sequence(identifier("2a8648ce3d040302"));
const nameOf = (name: string): Buffer =>
  sequence(der(0x31, sequence(identifier("550403"), der(0x0c, Buffer.from(name)))));
const extension = (hex: string, value: Buffer): Buffer => sequence(identifier(hex), der(0x04, value));
const timeOf = (atMs: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`));
