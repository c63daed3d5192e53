/** What tests are made with. Everything heavy (Chromium, the validators) is loaded when it is first used. */
export { openBrowser, type BrowserOptions, type OpenBrowser } from "./rig/browser.ts";
export { useCleanup } from "./rig/cleanup.ts";
export { freshPostgres, onBothEngines, type Engine, type Place } from "./rig/engines.ts";
export { temporaryFolder } from "./rig/folder.ts";
export { type Answer, type NodeOptions, type RunningNode } from "./rig/node.ts";
export { useNodes, type Nodes } from "./rig/nodes.ts";
export { checkAccessibility, checkPage } from "./rig/page.ts";
export { freePort } from "./rig/port.ts";
export { lossyProxy, type Fate, type LossyProxy, type Passage } from "./rig/proxy.ts";
export { memoryDatabase } from "./rig/templates.ts";
export { eventually } from "./rig/wait.ts";
