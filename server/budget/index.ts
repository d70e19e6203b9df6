export { type Budget, type Caps, createBudget, type Settlement } from "./budget.ts";
