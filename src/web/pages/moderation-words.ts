/** Wordings that follow from a word of a closed set. */
export const saysOfRules = {
  ruled: "moderation-done-ruled",
  lifted: "moderation-done-lifted",
  saved: "moderation-done-saved",
} as const;

export const saysOfRequests = {
  accepted: "moderation-request-accepted",
  refused: "moderation-request-refused",
} as const;

export const listRefusals = {
  malformed: "lists-url-malformed",
  known: "lists-url-known",
  "too-many": "lists-url-too-many",
} as const;

export const saysOfLists = {
  fetched: "lists-done-fetched",
  unfetched: "lists-done-unfetched",
  shrunk: "lists-done-shrunk",
  decided: "lists-done-decided",
  skipped: "lists-done-skipped",
  changed: "lists-done-changed",
  removed: "lists-done-removed",
} as const;

export const listApplies = { draft: "lists-apply-draft", automatic: "lists-apply-automatic" } as const;
export const listKinds = { block: "lists-kind-block", allow: "lists-kind-allow" } as const;
export const listEntries = {
  draft: "lists-entries-draft",
  retracted: "lists-entries-retracted",
  applied: "lists-entries-applied",
  excepted: "lists-entries-excepted",
} as const;

export const importKinds = {
  block: "import-kind-block",
  allow: "import-kind-allow",
  blocks: "import-kind-blocks",
  mutes: "import-kind-mutes",
} as const;

export const reportStates = { open: "reports-state-open", resolved: "reports-state-resolved" } as const;
export const reportSources = { in: "reports-from-in", page: "reports-from-page", out: "reports-from-out" } as const;
export const saysOfReports = {
  resolved: "reports-done-resolved",
  reopened: "reports-done-reopened",
  sent: "reports-done-sent",
} as const;
