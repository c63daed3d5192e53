import { createHmac, createPublicKey, verify, type JsonWebKey, type KeyObject } from "node:crypto";

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly input: string;
  readonly signature: Buffer;
}

/** Takes a JWT apart without looking at its signature; undefined when it is none. */
export function takeApart(token: string): Jwt | undefined {
  const [header = "", claims = "", signature = "", ...rest] = token.split(".");
  try {
    const read = (part: string): Jwt["header"] =>
      JSON.parse(Buffer.from(part, "base64url").toString()) as Jwt["header"];
    if (rest.length > 0 || signature === "") return undefined;
    return {
      header: read(header),
      claims: read(claims),
      input: `${header}.${claims}`,
      signature: Buffer.from(signature, "base64url"),
    };
  } catch {
    return undefined;
  }
}

/** Whether the key made the signature, by node:crypto alone, so that it does not share the faults of what is tested. */
export function isSignedBy(
  { header, input, signature }: Jwt,
  key: { readonly secret: Buffer } | { readonly jwk: JsonWebKey },
): boolean {
  if ("secret" in key)
    return header["alg"] === "HS256" && createHmac("sha256", key.secret).update(input).digest().equals(signature);
  const publicKey: KeyObject = createPublicKey({ key: key.jwk, format: "jwk" });
  if (header["alg"] === "RS256")
    return publicKey.asymmetricKeyType === "rsa" && verify("sha256", Buffer.from(input), publicKey, signature);
  const isCurve = header["alg"] === "ES256" && publicKey.asymmetricKeyDetails?.namedCurve === "prime256v1";
  return isCurve && verify("sha256", Buffer.from(input), { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
}
