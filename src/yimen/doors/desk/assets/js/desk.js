// Entry point: each module watches the document for its own markup, so fragments brought by htmx work without set-up.
import "./keys.js";
import "./search.js";
import "./menus.js";
import "./confirm.js";
import "./waiting.js";
import "./session.js";
import "./submit.js";
import "./leaving.js";
import "./toasts.js";
import "./signature.js";
import "./uploads.js";
import "./identity.js";
import "./repeat.js";
import "./reveal.js";
import "./steps.js";
import "./errors.js";
import "./fold.js";
