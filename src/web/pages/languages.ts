/**
 * The languages in which a coop can write its own texts on the pages: those the pages speak, and some the movement speaks besides.
 * The API takes any BCP 47 tag.
 */
export const languagesOffered: readonly string[] = ["ca", "es", "fr", "en", "eu", "gl", "pt", "it", "de", "ml"];
