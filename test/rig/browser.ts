import type { Browser, BrowserContext, Page } from "playwright-core";
import { unpackChromium } from "./chromium.ts";

export interface BrowserOptions {
  /** BCP 47; decides the `Accept-Language` header. */
  readonly language?: string;
  readonly colorScheme?: "light" | "dark";
  /** In CSS pixels. */
  readonly width?: number;
  readonly height?: number;
  /** False shows what works without it. */
  readonly javaScript?: boolean;
  /** A passkey device that agrees to everything at once. */
  readonly authenticator?: boolean;
  readonly timeZone?: string;
}

/** A real Chromium without a window, with one person in it. */
export interface OpenBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Another person: cookies and passkeys of their own, in the same process. */
  person(options?: BrowserOptions): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  close(): Promise<void>;
}

/** It fetches nothing by itself: no updates, no synchronisation, no first run. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-zygote",
  "--font-render-hinting=none",
];

/** Opens Chromium with a page for one person. Works as root. Close it when done. */
export async function openBrowser(options: BrowserOptions = {}): Promise<OpenBrowser> {
  const { chromium } = await import("playwright-core");
  const unpacked = unpackChromium();
  const browser = await chromium.launch({
    executablePath: unpacked.executable,
    headless: true,
    args: flags,
    env: { ...process.env, ...unpacked.environment },
  });
  const person: OpenBrowser["person"] = (theirs = {}) => openPerson(browser, theirs);
  try {
    return { browser, ...(await person(options)), person, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function openPerson(
  browser: Browser,
  options: BrowserOptions,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const { language = "en", colorScheme = "light", width = 1280, height = 900, javaScript = true, timeZone } = options;
  const context = await browser.newContext({
    locale: language,
    colorScheme,
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    reducedMotion: "reduce",
    ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
  });
  const page = await context.newPage();
  if (options.authenticator === true) await addAuthenticator(context, page);
  return { context, page };
}

/** A platform authenticator with resident keys, as in a phone or a laptop. It belongs to this page and its later addresses. */
async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
