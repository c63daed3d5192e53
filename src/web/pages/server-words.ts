import type { ServerView } from "#src/app/servers.ts";
import type { Html } from "#src/web/components/context.ts";
import { status } from "#src/web/components/status.ts";
import type { Text } from "#src/web/text.ts";

/** What runs the meetings, as people call it. */
export function platformName(text: Text, platform: string): string {
  switch (platform) {
    case "bigbluebutton":
      return text("servers-platform-bigbluebutton");
    case "jitsi":
      return text("servers-platform-jitsi");
    case "galene":
      return text("servers-platform-galene");
    case "link":
      return text("servers-platform-link");
    default:
      return platform;
  }
}

/** Whether a server answers, in a word. */
export function healthStatus(text: Text, { health }: Pick<ServerView, "health">): Html {
  switch (health) {
    case "up":
      return status("good", text("servers-up"));
    case "down":
      return status("trouble", text("servers-down"));
    case "unknown":
      return status("waiting", text("servers-unknown"));
  }
}

/** What a field of a connection is called; one that we do not know keeps its name. */
export function fieldLabel(text: Text, name: string): string {
  const labels: Readonly<Record<string, string>> = {
    url: text("servers-field-url"),
    secret: text("servers-field-secret"),
    checksum: text("servers-field-checksum"),
    appId: text("servers-field-app-id"),
    privateKey: text("servers-field-private-key"),
    keyId: text("servers-field-key-id"),
    audience: text("servers-field-audience"),
    subject: text("servers-field-subject"),
    username: text("servers-field-username"),
    password: text("servers-field-password"),
    groups: text("servers-field-groups"),
    key: text("servers-field-key"),
  };
  return labels[name] ?? name;
}

/** Where its value is found, and what it looks like. */
export function fieldHelp(text: Text, platform: string, name: string): string | undefined {
  const helps: Readonly<Record<string, string>> = {
    "bigbluebutton url": text("servers-help-bigbluebutton-url"),
    "bigbluebutton secret": text("servers-help-bigbluebutton-secret"),
    "bigbluebutton checksum": text("servers-help-bigbluebutton-checksum"),
    "jitsi url": text("servers-help-jitsi-url"),
    "jitsi appId": text("servers-help-jitsi-app-id"),
    "jitsi secret": text("servers-help-jitsi-secret"),
    "jitsi privateKey": text("servers-help-jitsi-private-key"),
    "jitsi keyId": text("servers-help-jitsi-key-id"),
    "jitsi audience": text("servers-help-jitsi-audience"),
    "jitsi subject": text("servers-help-jitsi-subject"),
    "galene url": text("servers-help-galene-url"),
    "galene username": text("servers-help-galene-username"),
    "galene groups": text("servers-help-galene-groups"),
    "galene key": text("servers-help-galene-key"),
  };
  return helps[`${platform} ${name}`];
}
