import type { LocalizedText } from "#src/domain/language.ts";

/** A coop of the demonstration, with all that it shares. */
export interface DemoCoop {
  readonly handle: string;
  readonly name: string;
  readonly language: string;
  readonly region: string;
  readonly timeZone: string;
  readonly summary: string;
  readonly fairUse: string;
  readonly steward: string;
  readonly members: readonly { readonly name: string; readonly handle: string; readonly summary: string }[];
  readonly circles: readonly { readonly name: string; readonly handle: string; readonly summary: string }[];
  readonly resources: readonly DemoResource[];
  /** On days of `chapters`. */
  readonly announcements: readonly { readonly daysAgo: number; readonly content: LocalizedText }[];
}

export type DemoResource =
  | { readonly kind: "other"; readonly category: string; readonly name: LocalizedText }
  | {
      readonly kind: "meeting-server";
      readonly name: LocalizedText;
      readonly platform: "link";
      readonly seats: number;
      readonly address: string;
      readonly languages: readonly string[];
      readonly energy: "renewable" | "mixed" | "unknown";
      readonly energyStatement?: string;
      readonly features: readonly string[];
      /** In degrees; it stands there on the map. */
      readonly place: { readonly latitude: number; readonly longitude: number };
      readonly calendar?: object;
      /** How it is proposed to partners. */
      readonly proposal: {
        readonly seats: number;
        readonly audience: "public" | "partners";
        readonly acceptUpTo?: number;
        readonly terms: object;
        readonly commonsSeats?: number;
        readonly commonsUntilHours?: number;
      };
    };

/** Open on every day of the week, between whole hours of the coop's own zone. */
const daily = (fromHour: number, untilHour: number): readonly object[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, fromMinute: fromHour * 60, untilMinute: untilHour * 60 }));

export const catalonia: DemoCoop = {
  handle: "sala_comuna",
  name: "Sala Comuna",
  language: "ca",
  region: "Catalunya",
  timeZone: "Europe/Madrid",
  summary:
    "Cooperativa de Barcelona que sosté sales de reunió en línia per a entitats del país, amb energia de la seva coberta.",
  fairUse:
    "Reunions de cooperatives i moviments. Res d'enregistrar sense el permís de tothom. Allibereu els seients que no feu servir.",
  steward: "Núria Vidal",
  members: [
    { name: "Jordi Puig", handle: "jordi", summary: "Porto els servidors i responc els dimarts." },
    { name: "Aina Serra", handle: "aina", summary: "Interpretació del català al francès i a l'anglès." },
  ],
  circles: [
    {
      name: "Cercle d'infraestructura",
      handle: "infraestructura",
      summary: "Cuidem les màquines: còpies, actualitzacions, consum.",
    },
  ],
  resources: [
    {
      kind: "meeting-server",
      name: { ca: "Sala gran", en: "Large hall", fr: "Grande salle" },
      platform: "link",
      seats: 200,
      address: "https://sales.example/gran",
      languages: ["ca", "es", "fr", "en"],
      energy: "renewable",
      energyStatement: "Plaques a la nostra coberta; de nit, contracte amb Som Energia.",
      features: ["recording", "captions", "breakout"],
      place: { latitude: 41.39, longitude: 2.17 },
      calendar: { openingHours: daily(9, 22), bufferBeforeMinutes: 15, bufferAfterMinutes: 15, noticeMinutes: 60 },
      proposal: {
        seats: 200,
        audience: "partners",
        acceptUpTo: 80,
        terms: { kind: "gift" },
        commonsSeats: 40,
        commonsUntilHours: 72,
      },
    },
    {
      kind: "other",
      category: "interpretation-booth",
      name: { ca: "Cabina d'interpretació simultània", en: "Simultaneous interpretation booth" },
    },
  ],
  announcements: [
    {
      daysAgo: 24,
      content: {
        ca: "Ja fa un any que la Sala gran funciona amb l'energia de la nostra coberta. Gràcies a tothom qui hi ha posat hores.",
        es: "Hace un año que la Sala grande funciona con la energía de nuestro tejado. Gracias a quienes pusieron horas.",
        en: "For a year now our large hall has run on power from our own roof. Thank you to all who gave their hours.",
        fr: "Depuis un an, notre grande salle fonctionne avec l'énergie de notre toit. Merci à celles et ceux qui ont donné de leur temps.",
      },
    },
    {
      daysAgo: 2,
      content: {
        ca: "D'aquí a pocs dies, assemblea oberta de la federació: és als actes. Hi haurà interpretació al francès i a l'anglès.",
        fr: "Assemblée ouverte de la fédération dans quelques jours : voyez les événements. Avec interprétation en français et en anglais.",
        en: "Open assembly of the federation in a few days: see our events. With interpretation into French and English.",
      },
    },
  ],
};

export const quebec: DemoCoop = {
  handle: "le_relais",
  name: "Le Relais",
  language: "fr",
  region: "Québec",
  timeZone: "America/Toronto",
  summary: "Coopérative de solidarité de Montréal. Nous prêtons nos salles le jour, quand l'Europe se réunit le soir.",
  fairUse:
    "Usage associatif et coopératif. Un ménage de la salle après chaque rencontre : fichiers, notes partagées, enregistrements.",
  steward: "Marie-Ève Tremblay",
  members: [
    { name: "Luc Gagnon", handle: "luc", summary: "Accueil des nouvelles coops et dépannage." },
    { name: "Amélie Roy", handle: "amelie", summary: "Sous-titrage en direct." },
  ],
  circles: [
    {
      name: "Cercle des communs",
      handle: "communs",
      summary: "Ce que nous donnons, ce que nous recevons, et comment le dire.",
    },
  ],
  resources: [
    {
      kind: "meeting-server",
      name: { fr: "Salle du fleuve", en: "River room" },
      platform: "link",
      seats: 120,
      address: "https://salles.example/fleuve",
      languages: ["fr", "en"],
      energy: "renewable",
      features: ["captions", "dial-in"],
      place: { latitude: 45.5, longitude: -73.57 },
      proposal: {
        seats: 100,
        audience: "public",
        terms: {
          kind: "reciprocal",
          perSeatHour: 2,
          unit: "work-minute",
          notice: { freeUntilMinutes: 2 * 24 * 60, latePercent: 50, noShowPercent: 100 },
        },
      },
    },
    {
      kind: "other",
      category: "camera-kit",
      name: { fr: "Trousse de captation pour assemblées", en: "Camera kit for assemblies" },
    },
  ],
  announcements: [
    {
      daysAgo: 9,
      content: {
        fr: "La Salle du fleuve accueille désormais 120 personnes. Elle est libre presque tous les matins.",
        en: "The River room now holds 120 people. It is free almost every morning.",
      },
    },
  ],
};

export const kerala: DemoCoop = {
  handle: "koottu",
  name: "Koottu Commons",
  language: "en",
  region: "Kerala",
  timeZone: "Asia/Kolkata",
  summary: "A workers' cooperative in Kochi that keeps meeting rooms and storage for cooperatives along the coast.",
  fairUse: "For cooperatives, unions and community groups. Please leave ten minutes between meetings.",
  steward: "Anjali Menon",
  members: [
    { name: "Thomas Kurian", handle: "thomas", summary: "Servers and solar panels." },
    { name: "Fathima Basheer", handle: "fathima", summary: "Facilitation in Malayalam and English." },
  ],
  circles: [{ name: "Learning circle", handle: "learning", summary: "We teach each other how to run what we use." }],
  resources: [
    {
      kind: "meeting-server",
      name: { en: "Backwater room", ml: "കായൽ മുറി" },
      platform: "link",
      seats: 80,
      address: "https://rooms.example/backwater",
      languages: ["en", "ml"],
      energy: "mixed",
      features: ["recording", "dial-in"],
      place: { latitude: 9.93, longitude: 76.27 },
      proposal: { seats: 80, audience: "partners", terms: { kind: "gift" } },
    },
    { kind: "other", category: "storage", name: { en: "Storage for recordings, 2 TB" } },
  ],
  announcements: [
    {
      daysAgo: 2,
      content: {
        en: "Our panels were cleaned after the monsoon: the Backwater room is on renewable power from nine to four again.",
      },
    },
  ],
};
