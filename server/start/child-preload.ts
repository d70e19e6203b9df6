// Loaded before the program of every child (`node --import`), so that no program can forget it.
import { exitWithParent } from "./parent-watch.ts";

exitWithParent();
