// What would end a header, begin another address or need quotes has no place in an address of ours.
const unwanted = /[\p{C}\s<>()[\]\\,;:"@]/u;
const longestLocalBytes = 64;
const longestAddress = 254;

/** Whether a text is an e-mail address as people have them (RFC 5321, without quoted names and address literals; RFC 6531 allows any script). */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (at < 1 || text.length > longestAddress || unwanted.test(local) || unwanted.test(domain)) return false;
  if (new TextEncoder().encode(local).length > longestLocalBytes || /^\.|\.\.|\.$/.test(local)) return false;
  // The URL parser knows which names can be (UTS #46), and turns numbers into addresses.
  const url = `http://${domain}/`;
  if (!URL.canParse(url) || !domain.includes(".") || /[/?#%]/.test(domain)) return false;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z0-9-]*[a-z][a-z0-9-]*$/.test(new URL(url).hostname);
}

/** An address as it is compared: most servers do not tell upper from lower case, and no two people share an address but for it. */
export const sameMailAddress = (address: string): string => address.normalize("NFC").toLowerCase();
