import type { Hono } from "hono";
import { eraseMember } from "#src/app/member-erasure.ts";
import {
  changeCircle,
  changeMember,
  createCircle,
  createMember,
  findMember,
  listMembers,
  removeCircle,
  sightOf,
  type Consents,
  type MemberKind,
  type MemberOutcome,
} from "#src/app/members.ts";
import { pageOf } from "#src/app/page.ts";
import { linkAccount } from "#src/app/member-account.ts";
import { isHandle } from "#src/domain/identity.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import { findUserOfMember } from "#src/store/member-records.ts";
import { listUsers } from "#src/store/people.ts";
import { keepTyped, readLocalized, type Typed } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import { hasRole, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { longestName, longestText, onlyErrors } from "./coop-fields.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { readConsents } from "./member-consents.ts";
import { renderMemberForm } from "./member-form.ts";
import { doneWords, renderMembers, type Done } from "./members-view.ts";
import { languagesOffered } from "./languages.ts";
import { renderProblem } from "./problem.ts";

const perPage = 30;
const mostCircles = 100;

/** Members and circles: everyone who is signed in may look, stewards make and change them. */
export function memberPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/members", only("member"), async (c) => {
    const members = await pageOf({ limit: perPage, ...cursorOf(c) }, (page) =>
      listMembers(app, "member", { ...page, sight: sightOf(hasRole(c, "steward")) }),
    );
    const circles = await listMembers(app, "circle", { limit: mostCircles, sight: "everyone" });
    return c.html(renderMembers(c.get("page"), { members, circles, origin: app.origin, done: readDone(c, doneWords) }));
  });
  pages.get("/circles", (c) => c.redirect("/members#circles", 302));
  kindRoutes({ app }, pages, "member");
  kindRoutes({ app }, pages, "circle");
}

const folders: Readonly<Record<MemberKind, string>> = { member: "/members", circle: "/circles" };

type Acts = {
  readonly create: typeof createMember;
  readonly change: typeof changeMember;
  readonly remove: typeof eraseMember | typeof removeCircle;
  readonly done: Readonly<Record<"made" | "changed" | "removed", Done>>;
};

const acts: Readonly<Record<MemberKind, Acts>> = {
  member: {
    create: createMember,
    change: changeMember,
    remove: eraseMember,
    done: { made: "member-made", changed: "member-changed", removed: "member-removed" },
  },
  circle: {
    create: createCircle,
    change: changeCircle,
    remove: removeCircle,
    done: { made: "circle-made", changed: "circle-changed", removed: "circle-removed" },
  },
};

function kindRoutes({ app }: Pick<WebParts, "app">, pages: Hono<WebEnvironment>, kind: MemberKind): void {
  const folder = folders[kind];
  const { create, change, remove, done } = acts[kind];
  pages.get(`${folder}/new`, only("steward"), (c) => c.html(writing(c, { kind })));
  pages.post(folder, only("steward"), async (c) => {
    const body = await readForm(c);
    const read = readMember(c.get("page").text, body, { kind });
    if ("errors" in read) return c.html(writing(c, { kind }, keepTyped(body, read.errors)), 422);
    const handle = readHandle(body);
    const outcome = await create(app, { ...read, ...(handle !== "" && { handle }) });
    const taken = outcome.outcome === "handle-taken";
    if (taken)
      return c.html(writing(c, { kind }, keepTyped(body, { handle: c.get("page").text("members-handle-taken") })), 422);
    return answer(c, outcome, done.made);
  });
  pages.get(`${folder}/:id/edit`, only("steward"), async (c) => {
    const actor = await findMember(app, kind, idOf(c));
    return actor === undefined
      ? renderProblem(c, "not-found")
      : c.html(writing(c, { kind, actor, ...(await accountsOf(app, { kind, actor })) }));
  });
  pages.post(`${folder}/:id/edit`, only("steward"), async (c) => {
    const actor = await findMember(app, kind, idOf(c));
    if (actor === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const read = readMember(c.get("page").text, body, { kind, actor });
    if ("errors" in read)
      return c.html(
        writing(c, { kind, actor, ...(await accountsOf(app, { kind, actor })) }, keepTyped(body, read.errors)),
        422,
      );
    const account = field(body, "account");
    if (kind === "member") await linkAccount(app, actor.id, isUuidV7(account) ? account : null);
    return answer(c, await change(app, actor.id, read), done.changed);
  });
  pages.post(`${folder}/:id/remove`, only("steward"), async (c) => answer(c, await remove(app, idOf(c)), done.removed));
}

interface Which extends Pick<Parameters<typeof renderMemberForm>[1], "accounts"> {
  readonly kind: MemberKind;
  /** Undefined for a new one. */
  readonly actor?: Actor;
}

/** Who could sign in as this member; a circle is nobody. */
async function accountsOf(
  { database }: WebParts["app"],
  { kind, actor }: { readonly kind: MemberKind; readonly actor: Actor },
): Promise<Pick<Which, "accounts">> {
  if (kind === "circle") return {};
  const chosen = (await findUserOfMember(database, actor.id))?.id;
  return { accounts: { all: await listUsers(database), chosen } };
}

function writing(c: Request, which: Which, typed?: Typed) {
  const coop = c.get("coop");
  if (coop === undefined) throw new Error("Only a coop that is set up has stewards.");
  const page = { ...c.get("page"), ...(typed !== undefined && { typed }) };
  return renderMemberForm(page, {
    ...which,
    folder: folders[which.kind],
    languages: languagesOf(coop.languages, which.actor),
    host: new URL(coop.origin).host,
  });
}

/** The coop's own languages, and those that are already in use; at least one. */
const languagesOf = (own: readonly string[], actor: Actor | undefined): readonly string[] => [
  ...new Set([...own, ...Object.keys(actor?.name ?? {}), ...Object.keys(actor?.summary ?? {})]),
];

function answer(c: Request, { outcome }: MemberOutcome, done: Done): Response | Promise<Response> {
  if (outcome === "only-steward") return leadTo(c, "/members", "only-steward");
  return outcome === "done" ? leadTo(c, "/members", done) : renderProblem(c, "not-found");
}

const readHandle = (body: FormBody): string => field(body, "handle").replace(/^@/, "").toLowerCase();

type Read =
  | { readonly name: LocalizedText; readonly summary: LocalizedText; readonly consents: Consents }
  | { readonly errors: Record<string, string> };

function readMember(text: Text, body: FormBody, { actor }: Which): Read {
  const tags = [
    ...new Set([
      ...languagesOffered,
      ...languagesOf(
        Object.keys(body).map((name) => name.split(".")[1] ?? ""),
        actor,
      ),
    ]),
  ];
  const name = readLocalized(body, "name", tags) ?? {};
  const summary = readLocalized(body, "summary", tags) ?? {};
  const handle = readHandle(body);
  const long = (texts: LocalizedText, most: number): boolean =>
    Object.values(texts).some((value) => value.length > most);
  const errors = onlyErrors({
    name:
      Object.keys(name).length === 0
        ? text("members-name-missing")
        : long(name, longestName)
          ? text("welcome-too-long", { most: longestName })
          : undefined,
    handle: actor === undefined && handle !== "" && !isHandle(handle) ? text("welcome-handle-wrong") : undefined,
    summary: long(summary, longestText) ? text("welcome-too-long", { most: longestText }) : undefined,
  });
  return Object.keys(errors).length > 0 ? { errors } : { name, summary, consents: readConsents(body) };
}
