import type { z } from "zod";
import type { Platform } from "#src/domain/resource.ts";

/** A meeting that somebody may hold: what a server is asked to have ready. */
export interface RoomRequest {
  /** Our name for the room on the server, made from the agreement's id: the same request always means the same room. */
  readonly room: string;
  /** Opens doors on platforms whose rooms have passwords or keys of their own; 128 bits or more, never shown. */
  readonly secret: string;
  readonly title: string;
  /** The most people at once. */
  readonly seats: number;
  readonly startsAtMs: number;
  /** When the server should close the room by itself, where it can. BigBlueButton keeps the end that it was first told. */
  readonly endsAtMs: number;
  /** Where the server says that the meeting has ended, where it can (BigBlueButton: a GET, unsigned). */
  readonly endCallback?: string;
  /** Our page for who leaves the room or could not enter it, where the server can send people back. */
  readonly leaveTo?: string;
  /** Whether moderators may record, where the server can; absent: no. */
  readonly recording?: boolean;
}

/** Somebody who walks in. No account, no address: only what the room shows. */
export interface RoomGuest {
  readonly name: string;
  readonly role: "moderator" | "participant";
  /** A pseudonym that means nothing elsewhere. */
  readonly subject: string;
  /** BCP 47. */
  readonly language: string;
}

/** Who is in a room now; moderators are people too. `unknown` where the platform cannot tell. */
export type Presence =
  | { readonly presence: "known"; readonly running: boolean; readonly people: number }
  | { readonly presence: "unknown" };

/** Why a server did not do what it was asked: it cannot be reached, it refuses us (a wrong secret), or it says no. */
export interface ConnectorProblem {
  readonly problem: "unreachable" | "refused" | "failed";
  /** In the server's own words, for the operator; holds no secret. */
  readonly detail: string;
}

export type Answer<T> = ({ readonly ok: true } & T) | ({ readonly ok: false } & ConnectorProblem);

/** What a connector can do beyond a way in; pages and metering ask here instead of knowing platforms. */
export interface Abilities {
  /** Whether it can tell who is in a room, so that usage is measured. */
  readonly measures: boolean;
  /** Whether it can end a meeting. */
  readonly ends: boolean;
  /** Whether roles and names reach the room. */
  readonly roles: boolean;
}

/** One thing to fill in about a server. What is `secret` is never shown again. All of them are strings. */
export interface ConnectionField {
  readonly name: string;
  readonly kind: "url" | "text" | "secret" | "choice";
  readonly required: boolean;
  /** Of a choice; the first is the default. */
  readonly choices?: readonly string[];
}

/**
 * What stands between an agreement and the software that runs the meeting. Each platform has one. Its connection (addresses, keys)
 * is validated by `connection`, kept encrypted, and passed to each call. None of the calls throws for what a server does;
 * each ends within its time limit.
 */
export interface Connector<Connection = unknown> {
  readonly platform: Platform;
  readonly abilities: Abilities;
  readonly connection: z.ZodType<Connection>;
  /** What `connection` takes, for forms: in this order. */
  readonly fields: readonly ConnectionField[];
  /** Creates the room or finds it made. Asking again changes nothing, except for what the server lets us change. */
  ready(
    connection: Connection,
    entry: { readonly request: RoomRequest; readonly nowMs: number },
  ): Promise<Answer<object>>;
  /**
   * The address that leads one person into the room; undefined where the host has to send the way in. It has the room made again
   * where a server forgets rooms that stood empty, so that it is not asked for a meeting that was ended.
   */
  way(
    connection: Connection,
    entry: { readonly request: RoomRequest; readonly guest: RoomGuest; readonly nowMs: number },
  ): Promise<Answer<{ readonly url: string | undefined }>>;
  presence(connection: Connection, request: RoomRequest): Promise<Answer<Presence>>;
  /** Asks for the end; it may come a little later. Ending what is not running is no problem. */
  end(connection: Connection, request: RoomRequest): Promise<Answer<object>>;
  health(connection: Connection): Promise<Answer<{ readonly version?: string }>>;
}
