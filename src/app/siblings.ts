import type { Message } from "#src/domain/message.ts";
import { listTold } from "#src/store/announcements.ts";
import { findHosts } from "#src/store/hosts.ts";
import type { Work } from "./context.ts";
import { sayAll } from "./outbox.ts";

/** What a server is sent of something that has a Note beside it: the thing itself, or the Note. */
export type Shape = "whole" | "beside";

export interface InShapes {
  /** The local actor who speaks. */
  readonly from: string;
  /** The IRI of what it is about. */
  readonly topic: string;
  readonly expiresAtMs: number;
  readonly inboxes: readonly string[];
  /** What each inbox has already, by {@link toldShapes}: it gets the same again. */
  readonly told?: ReadonlyMap<string, ReadonlySet<Shape>>;
  /** What a server gets that has nothing yet, by its software as NodeInfo says it; nothing: it hears nothing. */
  readonly shapesFor: (software: string | null | undefined) => readonly Shape[];
  readonly write: (shape: Shape) => Message;
}

/** Says something to each server in the shape that it shows, so that nobody sees it twice. */
export async function sayInShapes(
  work: Work,
  { from, topic, expiresAtMs, inboxes, told, shapesFor, write }: InShapes,
): Promise<void> {
  const originOf = (inbox: string): string => new URL(inbox).origin;
  const hosts = await findHosts(work.session, [...new Set(inboxes.map(originOf))]);
  await sayAll(
    work,
    inboxes.flatMap((inbox) => {
      const shapes = told?.get(inbox) ?? shapesFor(hosts.get(originOf(inbox))?.software);
      return [...shapes].map((shape) => ({ from, inbox, message: write(shape), topic, expiresAtMs }));
    }),
  );
}

/** In which shapes each inbox has heard of something. `shapeOf` knows a message that gave it; undefined: it did not. */
export async function toldShapes(
  work: Work,
  topic: string,
  shapeOf: (message: Message) => Shape | undefined,
): Promise<ReadonlyMap<string, ReadonlySet<Shape>>> {
  const told = new Map<string, Set<Shape>>();
  for (const { inbox, message } of await listTold(work.session, topic)) {
    const shape = shapeOf(message);
    if (shape !== undefined) told.set(inbox, (told.get(inbox) ?? new Set()).add(shape));
  }
  return told;
}
