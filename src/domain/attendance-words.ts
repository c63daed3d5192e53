/**
 * What counts as a yes and as a no in an answer to an event, in the languages of our pages and some of our neighbours. Whole sentences,
 * in lower case and without punctuation: somebody who means something else must not find themselves on a list.
 */
const yeses: ReadonlySet<string> = new Set(
  Object.values({
    en: [
      "yes",
      "yes please",
      "yes i am coming",
      "yes i'm coming",
      "yes i'll come",
      "yes i will come",
      "yes i'll be there",
      "i am coming",
      "i'm coming",
      "i'll come",
      "i will come",
      "i'll be there",
      "i will be there",
      "count me in",
      "i'm in",
      "coming",
      "attending",
      "i'm going",
      "i am going",
      "going",
    ],
    ca: [
      "sí",
      "si",
      "sí vinc",
      "sí que vinc",
      "vinc",
      "jo vinc",
      "hi vinc",
      "vindré",
      "sí vindré",
      "jo vindré",
      "hi seré",
      "sí hi seré",
      "vull venir",
      "vull anar-hi",
      "m'hi apunto",
      "m'apunto",
      "compteu amb mi",
      "compta amb mi",
    ],
    es: [
      "sí voy",
      "voy",
      "iré",
      "sí iré",
      "allí estaré",
      "ahí estaré",
      "sí quiero ir",
      "quiero ir",
      "me apunto",
      "contad conmigo",
      "cuenten conmigo",
      "cuenta conmigo",
      "asistiré",
      "sí asistiré",
      "vengo",
      "vendré",
      "sí vendré",
    ],
    fr: [
      "oui",
      "oui je viens",
      "je viens",
      "je viendrai",
      "oui je viendrai",
      "j'y serai",
      "oui j'y serai",
      "je serai là",
      "je participe",
      "je veux venir",
      "comptez sur moi",
    ],
    de: ["ja", "ja ich komme", "ich komme", "ich bin dabei", "ja gerne"],
    pt: ["sim", "eu vou", "sim vou"],
    it: ["sì", "ci sarò"],
  }).flat(),
);

const noes: ReadonlySet<string> = new Set(
  Object.values({
    en: [
      "no",
      "no thanks",
      "no thank you",
      "no i can't come",
      "no i'm not coming",
      "i'm not coming",
      "i am not coming",
      "i can't come",
      "i cannot come",
      "not coming",
      "i can't make it",
      "i won't come",
      "leave",
      "cancel",
    ],
    ca: [
      "no vinc",
      "no hi vinc",
      "no puc venir",
      "no puc",
      "no vindré",
      "no hi seré",
      "no hi aniré",
      "finalment no vinc",
    ],
    es: ["no voy", "no puedo ir", "no puedo", "no iré", "no vengo", "no vendré", "no asistiré", "al final no voy"],
    fr: [
      "non",
      "non merci",
      "je ne viens pas",
      "je ne viens plus",
      "je ne peux pas venir",
      "je ne viendrai pas",
      "je ne peux pas",
    ],
    de: ["nein", "ich komme nicht"],
    pt: ["não", "não vou"],
  }).flat(),
);

const longestAnswer = 200;

/**
 * Reads a plain text as a yes or a no, or as neither. Names of accounts fall away; what counts is the first sentence, and it has to be
 * one that we know: "Yes, I'm coming! Can I bring Ana?" is a yes, "Yes, good idea" is a conversation.
 */
export function readAnswer(text: string): "yes" | "no" | undefined {
  const bare = text
    .slice(0, 2000)
    .normalize("NFC")
    .replace(/(^|\s)@[\p{L}\p{N}_.-]+(@[\p{L}\p{N}.:-]+)?/gu, " ")
    .trim();
  const [first = ""] = bare.split(/[.!?…\n¡]+|\p{Extended_Pictographic}/u).filter((part) => part.trim() !== "");
  if (first.length > longestAnswer || /[?¿]/.test(bare.slice(0, bare.indexOf(first) + first.length + 1)))
    return undefined;
  const said = first
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}'-]+/gu, " ")
    .trim();
  if (yeses.has(said)) return "yes";
  return noes.has(said) ? "no" : undefined;
}
