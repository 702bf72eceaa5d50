// Improvements that every page shares. Each is a module of its own, and the page works without any of them.
import { focusFirst } from "./focus.js";
import { closeMenus } from "./menu.js";

focusFirst(document);
closeMenus(document);
