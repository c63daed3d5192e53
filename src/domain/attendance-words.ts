/**
 * What counts as a yes and as a no in an answer to an event, in the languages of our pages and some of our neighbours. Whole sentences,
 * in lower case and without punctuation: somebody who means something else must not find themselves on a list.
 */
const yeses: ReadonlySet<string> = new Set(
  Object.values({
    en: [
      "yes",
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
      "yes count me in",
      "i'll join",
      "i will join",
      "sign me up",
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
      "no i can't come",
      "no i'm not coming",
      "i'm not coming",
      "i am not coming",
      "i can't come",
      "i cannot come",
      "not coming",
      "i can't",
      "i cannot",
      "i can't make it",
      "can't make it",
      "i have to cancel",
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
    fr: ["non", "je ne viens pas", "je ne viens plus", "je ne peux pas venir", "je ne viendrai pas", "je ne peux pas"],
    de: ["nein", "ich komme nicht"],
    pt: ["não", "não vou"],
  }).flat(),
);

/** What people say around a yes or a no, and what changes neither: "Sorry, no", "oui, merci". */
const politeness = Object.values({
  en: ["sorry", "please", "thanks", "many thanks", "thank you", "thank you very much", "unfortunately", "sadly"],
  ca: ["gràcies", "moltes gràcies", "ho sento", "em sap greu", "si us plau", "malauradament"],
  es: ["gracias", "muchas gracias", "lo siento", "por favor", "lamentablemente", "por desgracia"],
  fr: ["merci", "merci beaucoup", "désolé", "désolée", "malheureusement"],
  de: ["danke", "vielen dank", "bitte", "leider", "tut mir leid"],
  pt: ["obrigado", "obrigada"],
  it: ["grazie"],
})
  .flat()
  .map((words) => words.split(" "));

/** The words without the politeness before and after them, however much there is of it. */
function withoutPoliteness(words: readonly string[]): readonly string[] {
  const isAt = (polite: readonly string[], start: number): boolean =>
    start >= 0 && polite.every((word, index) => words[start + index] === word);
  const before = politeness.find((polite) => isAt(polite, 0));
  if (before !== undefined) return withoutPoliteness(words.slice(before.length));
  const after = politeness.find((polite) => isAt(polite, words.length - polite.length));
  return after === undefined ? words : withoutPoliteness(words.slice(0, words.length - after.length));
}

function plainWords(sentence: string): string {
  const said = sentence
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}'-]+/gu, " ")
    .trim();
  return withoutPoliteness(said.split(" ")).join(" ");
}

const longestAnswer = 200;

/**
 * Reads a plain text as a yes or a no, or as neither. Names of accounts and politeness fall away; what counts is the first sentence, and
 * it has to be one that we know: "Yes, I'm coming! Can I bring Ana?" is a yes, "Yes, good idea" is a conversation.
 */
export function readAnswer(text: string): "yes" | "no" | undefined {
  const bare = text
    .slice(0, 2000)
    .normalize("NFC")
    .replace(/(^|\s)@[\p{L}\p{N}_.-]+(@[\p{L}\p{N}.:-]+)?/gu, " ")
    .trim();
  const sentences = bare.split(/(?<=[.!?…\n¡]|\p{Extended_Pictographic})/u);
  const at = sentences.findIndex((sentence) => plainWords(sentence) !== "");
  const first = sentences[at] ?? "";
  if (first.length > longestAnswer || /[?¿]/.test(sentences.slice(0, at + 1).join(""))) return undefined;
  const plain = plainWords(first);
  if (yeses.has(plain)) return "yes";
  return noes.has(plain) ? "no" : undefined;
}
