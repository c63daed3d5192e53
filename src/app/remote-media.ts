import { decideRule, placesOf } from "#src/domain/standing.ts";
import type { Session } from "#src/store/database.ts";
import { listDomainRules } from "#src/store/moderation.ts";
import type { RemoteObjectRow } from "#src/store/remote-objects.ts";

/**
 * What others said, without pictures and files where the rule about their author's domain rejects media. It is decided when it is shown, so
 * that it holds for what came before the rule too, and ends with it.
 */
export async function withoutRejectedMedia<Item extends { readonly said: RemoteObjectRow }>(
  session: Session,
  items: readonly Item[],
): Promise<readonly Item[]> {
  const withMedia = items.filter(({ said }) => said.attachments.length > 0);
  const places = [...new Set(withMedia.flatMap(({ said }) => placesOf(said.attributedTo)))];
  if (places.length === 0) return items;
  const rules = await listDomainRules(session, places);
  const isRejected = ({ attributedTo }: RemoteObjectRow): boolean =>
    decideRule(placesOf(attributedTo), rules)?.rejectMedia === true;
  return items.map((item) => (isRejected(item.said) ? { ...item, said: { ...item.said, attachments: [] } } : item));
}
