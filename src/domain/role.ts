/** Roles of the people and tokens of this node. */
export type Role = "steward" | "operator" | "member";

/** Stewards may do everything, operators what concerns servers and agreements, members look. */
const ranks: Readonly<Record<Role, number>> = { member: 1, operator: 2, steward: 3 };

/** Whether somebody of this role may do what asks for at least the other: the one rule for pages, forms and the API. */
export const isAtLeast = (role: Role, least: Role): boolean => ranks[role] >= ranks[least];
