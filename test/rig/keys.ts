import { inject } from "vitest";

/**
 * Run before each test file. Making an RSA key takes an eighth of a second of a processor, and a run of the tests wants hundreds. So one
 * that another file has made is handed out instead, never the same one twice within a file: files share neither stores nor networks. The
 * program knows nothing of it, and the nodes that set themselves up in a process of their own make their own keys.
 */
interface ExportedPair {
  readonly publicKey: JsonWebKey;
  readonly privateKey: JsonWebKey;
}

const desk = `${inject("databaseDesk")}/keys`;
const { subtle } = crypto;
type GenerateKey = (...given: readonly unknown[]) => Promise<CryptoKeyPair>;
/** Files share their worker: what is put in place of the real one below is not to be mistaken for it by the next file. */
const real = Symbol.for("fedicoop real generateKey");
const marked = subtle as SubtleCrypto & { [real]?: GenerateKey };
const generateKey = (marked[real] ??= subtle.generateKey.bind(subtle) as GenerateKey);
/** What the program asks for; anything else is made as ever. */
const wanted: RsaHashedKeyGenParams = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const wantedText = JSON.stringify(wanted);
let nextNumber = 0;
const ours = new Set<string | undefined>();

async function takePair(): Promise<CryptoKeyPair> {
  for (;;) {
    const response = await fetch(`${desk}/${nextNumber++}`);
    if (!response.ok) return makePair();
    const pair = (await response.json()) as ExportedPair;
    if (ours.has(pair.publicKey.n)) continue;
    return {
      publicKey: await subtle.importKey("jwk", pair.publicKey, wanted, true, ["verify"]),
      privateKey: await subtle.importKey("jwk", pair.privateKey, wanted, true, ["sign"]),
    };
  }
}

async function makePair(): Promise<CryptoKeyPair> {
  const pair = await generateKey(wanted, true, ["sign", "verify"]);
  const publicKey = await subtle.exportKey("jwk", pair.publicKey);
  ours.add(publicKey.n);
  const exported: ExportedPair = { publicKey, privateKey: await subtle.exportKey("jwk", pair.privateKey) };
  await fetch(desk, { method: "POST", body: JSON.stringify(exported) });
  return pair;
}

const generateOrTake = (...given: readonly unknown[]): Promise<CryptoKeyPair> =>
  JSON.stringify(given[0]) === wantedText && given[1] === true ? takePair() : generateKey(...given);
subtle.generateKey = generateOrTake as typeof subtle.generateKey;
