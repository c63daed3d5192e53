import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { Hono } from "hono";

interface Asset {
  readonly body: string;
  readonly type: string;
  /** The name with the hash of its content, which never changes what it answers. */
  readonly hashedName: string;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
};

const forEver = "public, max-age=31536000, immutable";
const askEachTime = "no-cache";

let loaded: ReadonlyMap<string, Asset> | undefined;

/** Every file of `assets/`, read once at first use. */
function assets(): ReadonlyMap<string, Asset> {
  loaded ??= new Map(readdirSync(folder).flatMap(readAsset));
  return loaded;
}

const folder = new URL("./assets/", import.meta.url);

function readAsset(name: string): [string, Asset][] {
  const extension = extname(name);
  const type = types[extension];
  if (type === undefined) return [];
  const body = readFileSync(new URL(name, folder), "utf8");
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 12);
  return [[name, { body, type, hashedName: `${name.slice(0, -extension.length)}-${hash}${extension}` }]];
}

/** The address of a file of `assets/`, with the hash of its content. An unknown name throws: it is a slip of the page. */
export function assetHref(name: string): string {
  const asset = assets().get(name);
  if (asset === undefined) throw new Error(`There is no asset "${name}".`);
  return `/assets/${asset.hashedName}`;
}

/**
 * The address of the stylesheet that carries the coop's accent hue (whole degrees, 0–359). A hue is all that it carries, so that
 * pages need no inline style and contrast is decided in style.css alone.
 */
export function accentHref(hue: number): string {
  return `/assets/accent-${((Math.trunc(hue) % 360) + 360) % 360}.css`;
}

/** Routes for `/assets`: named by hash they are kept for ever; by plain name (other servers, old pages) asked for each time. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  routes.get("/:name", (c) => {
    const found = findAsset(c.req.param("name"));
    // Not the page of the node: nobody reads what a stylesheet's address answers, and no page has been begun here.
    if (found === undefined) return c.text("There is no such file.", 404);
    return c.body(found.body, 200, {
      "content-type": found.type,
      "cache-control": found.cacheControl,
      "x-content-type-options": "nosniff",
    });
  });
  return routes;
}

function findAsset(name: string): { body: string; type: string; cacheControl: string } | undefined {
  const hue = /^accent-(0|[1-9]\d{0,2})\.css$/.exec(name)?.[1];
  if (hue !== undefined && Number(hue) < 360) {
    return { body: `:root{--accent-hue:${hue}}\n`, type: types[".css"] ?? "", cacheControl: forEver };
  }
  const plainName = name.replace(/-[0-9a-f]{12}(?=\.[a-z]+$)/, "");
  const asset = assets().get(plainName);
  if (asset === undefined) return undefined;
  return { body: asset.body, type: asset.type, cacheControl: name === asset.hashedName ? forEver : askEachTime };
}
