/** What tests are made with. Everything heavy (Chromium, the validators) is loaded when it is first used. */
export { freshPostgres, onBothEngines, temporaryFolder, type Engine, type Place } from "./rig/engines.ts";
export { freePort } from "./rig/port.ts";
