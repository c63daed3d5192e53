import { catalonia, kerala, quebec } from "./coops.ts";
import { until } from "./nodes.ts";
import { findPeer, playerOf, request, slotOf, type Player } from "./story.ts";

interface Agreement {
  readonly id: string;
  readonly title?: string;
  readonly object: string;
  readonly state: string;
  readonly counter?: unknown;
}

/**
 * What lies on the stewards' desks today: a limit, a series, a counter-offer, a guest link, two needs, of which one has an offer; and what
 * everybody can read: an assembly, a weekly hour, an answer to what another coop announced.
 */
export async function prepare(players: readonly Player[]): Promise<void> {
  const [sala, relais, koottu] = [catalonia, quebec, kerala].map(({ handle }) => playerOf(players, handle)) as [
    Player,
    Player,
    Player,
  ];
  await Promise.all([
    limit(sala, relais),
    meetWeekly(koottu, relais),
    counter(relais, sala),
    inviteGuests(relais),
    need(koottu, relais),
    publishNeed(relais),
    planAssembly(sala),
    planHour(relais),
    talk(koottu, sala),
  ]);
}

async function limit(host: Player, guest: Player): Promise<void> {
  const { id } = await findPeer(host, guest, "partner");
  await host.node.call(`PATCH /peers/${id}/policy`, { seatsAtOnce: 120, seatMinutesAMonth: 60_000 });
}

async function meetWeekly(host: Player, guest: Player): Promise<void> {
  const wish = { title: "Cercle d'apprentissage", seats: 12, recurrence: { rule: "FREQ=WEEKLY;COUNT=6" } };
  const { id } = await request(host, guest, { ...wish, ...slotOf({ inDays: 3, fromHour: 14, hours: 1 }) });
  await until("an answer about the series", async () => {
    const { state } = await guest.node.call<Agreement>(`GET /agreements/${id}`);
    return state === "accepted" ? true : undefined;
  });
}

/** The host would rather begin an hour later; the guest's steward finds the question on the overview. */
async function counter(host: Player, guest: Player): Promise<void> {
  const asked = await findAgreement(guest, "Ponència de comuns");
  const { items } = await host.node.call<{ items: Agreement[] }>("GET /agreements");
  const own = items.find(({ object }) => object === asked.object);
  if (own === undefined) throw new Error(`${host.coop.name} does not know the meeting that it hosts.`);
  const slot = slotOf({ inDays: 6, fromHour: 16, hours: 2 });
  const note = "Nous finissons une formation à 16 h : pourriez-vous commencer une heure plus tard ?";
  await host.node.call(`POST /agreements/${own.id}/counter`, { ...slot, note });
  await until("the counter-offer", async () => {
    const { counter: standing } = await guest.node.call<Agreement>(`GET /agreements/${asked.id}`);
    return standing === undefined ? undefined : true;
  });
}

async function inviteGuests(guest: Player): Promise<void> {
  const { id } = await findAgreement(guest, "Assemblée de la fédération");
  await guest.node.call(`POST /agreements/${id}/guests`, { label: "Coopératives de l'Ontario" });
}

async function findAgreement(at: Player, title: string): Promise<Agreement> {
  const { items } = await at.node.call<{ items: Agreement[] }>("GET /agreements");
  const found = items.find((agreement) => agreement.title === title);
  if (found === undefined) throw new Error(`${at.coop.name} has no agreement about ${title}.`);
  return found;
}

/** One coop needs seats, and a partner offers them. */
async function need(receiver: Player, provider: Player): Promise<void> {
  const { object } = await receiver.node.call<{ object: string }>("POST /requests", {
    title: { en: "Fishworkers' assembly, with captions", ml: "മത്സ്യത്തൊഴിലാളി സമ്മേളനം" },
    seats: 60,
    ...slotOf({ inDays: 9, fromHour: 13, hours: 2 }),
    languages: ["en", "ml"],
    features: ["captions"],
  });
  const seen = await until(`${receiver.coop.name}'s need at ${provider.coop.name}`, async () => {
    const { items } = await provider.node.call<{ items: { id: string; object: string }[] }>("GET /requests");
    return items.find((one) => one.object === object);
  });
  const { items } = await provider.node.call<{ items: { id: string; kind: string }[] }>("GET /resources");
  const room = items.find(({ kind }) => kind === "meeting-server");
  await provider.node.call(`POST /requests/${seen.id}/offer`, {
    resource: room?.id,
    seats: 60,
    terms: { kind: "gift" },
  });
}

/** Nobody has offered for this one yet. */
async function publishNeed(receiver: Player): Promise<void> {
  await receiver.node.call("POST /requests", {
    title: {
      fr: "Formation à la comptabilité des communs",
      en: "Training in accounting for the commons",
      ca: "Formació en comptabilitat dels comuns",
    },
    seats: 40,
    ...slotOf({ inDays: 11, fromHour: 15, hours: 3 }),
    languages: ["fr"],
    features: ["breakout"],
  });
}

/** In a town hall and online, with so many places that a few more would wait. */
async function planAssembly(coop: Player): Promise<void> {
  await coop.node.call("POST /events", {
    name: {
      ca: "Assemblea oberta de la federació",
      fr: "Assemblée ouverte de la fédération",
      en: "Open assembly of the federation",
    },
    description: {
      ca: "Decidim com repartim les sales d'hivern. Hi pot venir tothom. #comuns",
      fr: "Nous décidons comment partager les salles cet hiver. Tout le monde peut venir. #communs",
      en: "We decide how to share our rooms this winter. Everybody can come. #commons",
    },
    ...slotOf({ inDays: 4, fromHour: 17, hours: 2 }),
    place: {
      name: { ca: "Ateneu Cooperatiu la Base", en: "La Base, cooperative athenaeum" },
      address: "Carrer d'Hortes, 10",
      postalCode: "08004",
      locality: "Barcelona",
      country: "ES",
      latitude: 41.3745,
      longitude: 2.1662,
    },
    onlineUrl: "https://sales.example/assemblea",
    languages: ["ca"],
    interpretation: ["fr", "en", "csc"],
    capacity: 40,
    organisers: ["aina"],
  });
}

/** Every week, by a link that everybody has. */
async function planHour(coop: Player): Promise<void> {
  await coop.node.call("POST /event-series", {
    name: { fr: "L'heure des communs", en: "The commons hour", es: "La hora de los comunes" },
    description: {
      fr: "Une heure par semaine pour parler de ce que nous tenons ensemble. #communs",
      en: "An hour a week to talk about what we hold in common. #commons",
      es: "Una hora por semana para hablar de lo que tenemos en común. #comunes",
    },
    ...slotOf({ inDays: 2, fromHour: 15, hours: 1 }),
    rule: "FREQ=WEEKLY;COUNT=8",
    onlineUrl: "https://salles.example/communs",
    languages: ["fr"],
    interpretation: ["en", "es"],
  });
}

/** Passes on and answers what the other announced last, which then stands below it there. */
async function talk(reader: Player, author: Player): Promise<void> {
  const object = await until(`${author.coop.name}'s words in ${reader.coop.name}'s timeline`, async () => {
    const { items } = await reader.node.call<{ items: { said: { object: string } }[] }>("GET /timeline");
    return items.find(({ said }) => said.object.startsWith(`${author.node.origin}/announcements/`))?.said.object;
  });
  await reader.node.call("POST /boosts", { object });
  await reader.node.call("POST /announcements", {
    content: {
      en: "We shall be there, with six of us from the fishworkers' unions. Thank you for the interpretation!",
    },
    inReplyTo: object,
  });
}
